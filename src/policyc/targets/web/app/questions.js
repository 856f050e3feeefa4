// The questions: each fact once, under the clause that asks for it first.

import { FACTS, NORMS } from "./module.js";
import { NUMBERS, entered, shown } from "./answers.js";
import { byId, listed, make, radios } from "./elements.js";

// ------------------------------------------------------------------ 8< ------------------------
const MOST_PLACES = 3;
const OFFICIAL = "已经作出的决定";
const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

/** 全部问题，按条款分组。 */
class Questions {
    constructor(data, plan, answers, changed) {
        this.words = data.words;
        this.plan = plan;
        this.answers = answers;
        this.changed = changed;
        this.uses = usesOf(plan.data);
        this.all = new Map(FACTS.map((fact) => [fact.key, new Question(fact, this)]));
        this.groups = this.#grouped();
        byId("questions").append(...this.groups.map(({ element }) => element));
    }

    #grouped() {
        const found = new Map();
        for (const [key, use] of [...this.uses].sort(([, a], [, b]) => a.order - b.order)) {
            const title = use.official ? OFFICIAL : use.places[0];
            if (!found.has(title)) found.set(title, { title, use, keys: [] });
            found.get(title).keys.push(key);
        }
        return [...found.values()].map((group, k) => this.#group(group, k));
    }

    #group({ title, use, keys }, number) {
        const id = `group-${number}`;
        const rest = make("button", { type: "button", class: "rest" });
        rest.addEventListener("click", () => this.#takeHarmless(keys));
        const questions = keys.map((key) => this.all.get(key));
        const bodies = new Set(questions.map(({ fact }) => fact.determinedBy));
        const common = bodies.size === 1 ? [...bodies][0] : "";
        for (const question of questions) question.note(this.#notes(question.fact, common));
        const said = use.official
            ? "有决定的填，以决定为准；没有作出决定的不填。"
            : common && `由${common}认定。`;
        const element = make(
            "section",
            { class: "group", "aria-labelledby": id },
            make("h3", { id }, title, make("span", { class: "effects" }, use.effects)),
            use.quote && !use.official ? make("blockquote", {}, use.quote) : "",
            said ? make("p", { class: "note" }, said) : "",
            ...questions.map((question) => question.element),
            rest,
        );
        return { element, keys, rest };
    }

    /** 一项事实是什么意思、谁认定、还用在哪里；common 是整组写过的。 */
    #notes({ key, determinedBy }, common) {
        const { definition, window: span, basis } = this.words[key];
        const { official, places } = this.uses.get(key);
        const others = places.slice(official ? 0 : 1);
        const more = others.length > MOST_PLACES ? `等 ${others.length} 处` : "";
        return [
            definition && `“${definition}”`,
            span && `统计期：${span}`,
            determinedBy && determinedBy !== common && `由${determinedBy}认定`,
            !citesOnly(basis, places) && basis,
            others.length &&
                `${official ? "用于" : "也用于"}${listed(others.slice(0, MOST_PLACES))}${more}`,
        ].filter(Boolean);
    }

    /** 一组里没有填的，都取平常值。 */
    #takeHarmless(keys) {
        this.answers.give(Object.fromEntries(this.#harmless(keys)));
        this.changed();
    }

    #harmless(keys) {
        return keys
            .filter((key) => this.answers.left.has(key) && this.answers.raw[key] === undefined)
            .map((key) => [key, this.all.get(key).fact])
            .filter(([, fact]) => fact.harmless !== null)
            .map(([key, fact]) => [key, entered(fact, fact.harmless)]);
    }

    /** 照现在的答案显示：不再影响结论的收起来，除非要求全部显示。 */
    show(everything) {
        const wrong = this.#wrong();
        for (const [key, question] of this.all) question.show(everything, wrong.get(key) ?? []);
        for (const { element, keys, rest } of this.groups) {
            element.hidden = keys.every((key) => this.all.get(key).element.hidden);
            const harmless = this.#harmless(keys);
            rest.hidden = harmless.length < 2;
            const values = listed(harmless.map(([key, raw]) => this.#said(key, raw)));
            rest.textContent = `没有填的 ${harmless.length} 项都按平常情形填：${values}`;
        }
    }

    #said(key, raw) {
        const { fact } = this.all.get(key);
        return typeof raw === "boolean" ? shown(raw, fact) : `${raw}${fact.unit === "%" ? "" : fact.unit}`;
    }

    /** 每个事实的错误；常理牵涉的几项都写。 */
    #wrong() {
        const found = new Map();
        const add = (key, message) => found.set(key, [...(found.get(key) ?? []), message]);
        for (const { code, fact: name, message } of this.answers.problems) {
            if (code === "E505") {
                const axiom = this.plan.data.axioms.find((each) => each.name === name);
                const basis = axiom.basis ? `（${axiom.basis}）` : "";
                const keys = [...factsIn(axiom.condition)];
                for (const key of keys.filter((each) => this.answers.facts[each] !== null)) {
                    add(key, `${message}${basis}。请改正其中一项`);
                }
            } else {
                const question = [...this.all.values()].find((each) => each.fact.name === name);
                add(question.fact.key, question.complaint(code, message));
            }
        }
        return found;
    }

    /** 从一个元素往后，下一项还没有填的；到了末尾从头找。 */
    next(from) {
        const open = [...document.querySelectorAll(".question")].filter(
            (each) => !each.hidden && !each.closest("[hidden]") && this.#isOpen(each),
        );
        const after = open.find(
            (each) => from === null || from.compareDocumentPosition(each) & FOLLOWING,
        );
        return after ?? open[0] ?? null;
    }

    #isOpen({ dataset: { key } }) {
        return this.answers.left.has(key);
    }
}

/** 一项事实：名称、说明、填写的地方、错误。 */
class Question {
    constructor(fact, owner) {
        this.fact = fact;
        this.owner = owner;
        const { input, pick } = NUMBERS.has(fact.type) || fact.type === "日期" ? this.#box() : this.#choice();
        this.pick = pick;
        this.state = make("span", { class: "state" });
        this.notes = make("p", { class: "note", id: `note-${fact.key}` });
        this.wrong = make("p", { class: "wrong", id: `wrong-${fact.key}` });
        this.element = make(
            "fieldset",
            { class: "question", id: `q-${fact.key}`, "data-key": fact.key },
            make("legend", {}, fact.name, this.state),
            input,
            this.wrong,
            this.notes,
        );
        this.element.setAttribute("aria-describedby", `note-${fact.key} wrong-${fact.key}`);
    }

    note(parts) {
        this.notes.textContent = parts.join("；");
    }

    #give(item) {
        this.owner.answers.give({ [this.fact.key]: item });
        this.owner.changed();
    }

    #choice() {
        const { fact } = this;
        const options =
            fact.type === "布尔"
                ? [{ value: true, label: "是" }, { value: false, label: "否" }]
                : fact.options.map((option) => ({ value: option, label: option }));
        const all = [...options, { value: undefined, label: "不知道" }];
        const { element, pick } = radios(`f-${fact.key}`, all, (item) => this.#give(item));
        return { input: element, pick };
    }

    #box() {
        const { fact } = this;
        const isDay = fact.type === "日期";
        const kind = isDay ? { type: "date" } : { type: "text", inputmode: "decimal", size: 12 };
        const box = make("input", {
            ...kind,
            id: `f-${fact.key}`,
            autocomplete: "off",
            "aria-label": `${fact.name}${fact.unit ? `，单位 ${fact.unit}` : ""}`,
            "aria-describedby": `domain-${fact.key} wrong-${fact.key}`,
        });
        let timer = null;
        const take = () => {
            clearTimeout(timer);
            const item = this.#written(box.value.trim());
            if (item !== this.owner.answers.raw[fact.key]) this.#give(item);
        };
        box.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(take, 400);
        });
        box.addEventListener("change", take);
        const pick = (item) => {
            if (document.activeElement === box) return;
            box.value = item === undefined ? "" : String(item).replace(/%$/, "");
        };
        const domain = make("span", { class: "domain", id: `domain-${fact.key}` }, this.#domain());
        const unit = fact.unit ? make("span", { class: "unit" }, fact.unit) : null;
        return { input: make("div", { class: "options" }, box, unit, domain), pick };
    }

    /** 百分比填的是百分之几。 */
    #written(text) {
        if (text === "") return undefined;
        const bare = this.fact.unit === "%" && /^[-0-9０-９.,，]+$/.test(text);
        return bare ? `${text}%` : text;
    }

    #domain() {
        return ["不知道的空着", ...this.#bounds()].join("；");
    }

    #bounds() {
        const { fact } = this;
        return [
            fact.minimum !== null && `不少于 ${shown(fact.minimum, fact)}`,
            fact.maximum !== null && `不超过 ${shown(fact.maximum, fact)}`,
        ].filter(Boolean);
    }

    /** 填得不对的，怎样说。 */
    complaint(code, message) {
        const raw = this.owner.answers.raw[this.fact.key];
        if (code === "E504") return `“${raw}”超出范围：${this.#bounds().join("，")}`;
        const said = message.slice(message.indexOf("：", this.fact.name.length) + 1);
        return NUMBERS.has(this.fact.type) && code === "E502" ? `${said}；请用阿拉伯数字` : said;
    }

    /** 照现在的答案显示。正在填的不收起来。 */
    show(everything, wrong) {
        const { answers } = this.owner;
        const { key } = this.fact;
        const value = answers.facts[key];
        const raw = answers.raw[key];
        const matters = answers.left.has(key);
        const busy = this.element.contains(document.activeElement);
        this.element.hidden = !(everything || matters || raw !== undefined || busy);
        this.element.classList.toggle("given", value !== null);
        const idle = matters || raw !== undefined ? "" : "（已不影响结论）";
        this.state.textContent = value !== null ? "（已填）" : idle;
        this.wrong.textContent = wrong.join("；");
        for (const input of this.element.querySelectorAll("input")) {
            if (wrong.length) input.setAttribute("aria-invalid", "true");
            else input.removeAttribute("aria-invalid");
        }
        this.pick(value === null ? raw : entered(this.fact, value));
    }
}

/** 依据里只有这些条款，没有别的话。 */
function citesOnly(basis, places) {
    const longest = [...places].sort((one, other) => other.length - one.length);
    const rest = longest.reduce((text, place) => text.replaceAll(place, ""), basis);
    return /^[、，；和及\s]*$/u.test(rest);
}

/** 每个事实用在哪些条款，第一次在哪里；上游的官方认定单独成组。 */
function usesOf({ questions, norms }) {
    const found = new Map();
    const officials = new Set(questions.map(({ official }) => official).filter(Boolean));
    const note = (condition, place, quote, effects, order) => {
        for (const key of factsIn(condition)) {
            if (!found.has(key)) {
                const official = officials.has(key);
                const rank = official ? -1 : order;
                found.set(key, { places: [], quote, effects: official ? "" : effects, official, order: rank });
            }
            const { places } = found.get(key);
            if (!places.includes(place)) places.push(place);
        }
    };
    for (const norm of norms) {
        const question = questions.find(({ outcome }) => outcome === norm.outcome);
        const values = NORMS[norm.bit].values.map((value) => shown(value, question)).join("、");
        const word = norm.modality === "应当" ? "" : `${norm.modality} `;
        const effects = `→ ${norm.outcome}：${word}${values}`;
        note(norm.condition, norm.citation ?? norm.id, norm.quote ?? "", effects, norm.bit);
    }
    for (const { trigger, trigger_citation: place, trigger_quote: quote, outcome } of questions) {
        note(trigger, place || "其他", quote ?? "", `→ 何时应当有“${outcome}”`, norms.length);
    }
    return found;
}

/** 条件里的全部事实，连同官方认定。 */
function* factsIn(condition) {
    if (condition.fact) yield condition.fact;
    if (condition.official) yield condition.official;
    const parts = condition.all ?? condition.any ?? Object.values(condition.by ?? {});
    for (const part of parts) yield* factsIn(part);
}

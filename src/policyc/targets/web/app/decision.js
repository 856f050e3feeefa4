// The decision: what came out, on which clauses, under which readings.

import { FACTS, READINGS } from "./module.js";
import { shown } from "./answers.js";
import { byId, listed, make, radios } from "./elements.js";

// ------------------------------------------------------------------ 8< ------------------------
const EXPLAINED = {
    冲突: "几条规定同时生效，结果不同，文件没有规定以哪个为准。",
    空白: "应当有结果，却没有任何条款给出。",
    读法分歧: "结果取决于怎样理解原文，见下表。",
};
const ENDED = { 冲突: "有冲突", 空白: "是空白", 裁量: "有裁量余地", 定: "有几个值", 读法分歧: "随读法不同" };
const UNSETTLED = "不取定，各种读法分别列出";
const EARLY = "未施行";
const NOT_IN_FORCE = "未施行：文件没有写明施行日期，或截至日在施行之前；结果仅供研究，不能作为依据。";
const MOST_SHOWN = 16;
const MOST_QUOTED = 4;

/** 结论一栏。 */
class Decisions {
    constructor(plan, answers, changed) {
        this.plan = plan;
        this.answers = answers;
        this.readings = READINGS.filter(({ name }) => !(name in plan.data.fixed_readings)).map(
            ({ name, choices }, k) => {
                const options = [undefined, ...choices];
                const labels = options.map((value) => ({ value, label: value ?? UNSETTLED }));
                const { element, pick } = radios(`r-${k}`, labels, (choice) => {
                    const { [name]: _, ...others } = answers.readings;
                    answers.ask({ readings: choice === undefined ? others : { ...others, [name]: choice } });
                    changed();
                });
                const { basis } = plan.data.readings.find((each) => each.name === name);
                const note = basis ? make("p", { class: "note" }, basis) : null;
                const parts = [make("legend", {}, `“${name}”读作`), note, element].filter(Boolean);
                return { name, pick, element: make("fieldset", { class: "reading" }, ...parts) };
            },
        );
        byId("reading-choices").append(...this.readings.map(({ element }) => element));
    }

    show() {
        const { answers } = this;
        const broken = answers.contradictions;
        const blocks = answers.wanted.map((number) => this.#block(number));
        byId("results").replaceChildren(
            ...this.#asked(),
            ...(broken.length ? [contradictory(broken)] : blocks),
        );
        this.#showReadings();
        this.#showGiven();
        const said = answers.wanted.map((number) => this.#brief(number)).join("；");
        return broken.length ? "填写的事实互相矛盾，改正以后再看结论" : said;
    }

    /** 一句话：整治级别：定 挂牌整治。 */
    #brief(number) {
        const result = this.answers.result(number);
        return `${this.plan.label(number)}：${summary(result, this.plan.data.questions[number])}`;
    }

    /** 按哪一天、哪几种读法，文件那时施行没有。 */
    #asked() {
        const { asOf, readings } = this.answers;
        const fixed = { ...this.plan.data.fixed_readings, ...readings };
        const chosen = Object.entries(fixed).map(([name, choice]) => `“${name}”读作“${choice}”`);
        const parts = [asOf && `截至 ${shown(asOf, { type: "日期" })}`, ...chosen].filter(Boolean);
        const early = this.answers.results.some(({ flags }) => flags.includes(EARLY));
        return [
            parts.length ? make("p", { class: "asked" }, `${parts.join("；")}。`) : null,
            early ? make("p", { class: "flag" }, `注意：${NOT_IN_FORCE}`) : null,
        ].filter(Boolean);
    }

    #showReadings() {
        const { answers } = this;
        const matters = new Set(answers.wanted.flatMap((number) => answers.result(number).matters));
        let any = false;
        for (const { name, pick, element } of this.readings) {
            element.hidden = !matters.has(name) && !(name in answers.readings);
            any ||= !element.hidden;
            pick(answers.readings[name]);
        }
        byId("reading-part").hidden = !any;
    }

    #showGiven() {
        const { facts } = this.answers;
        const known = FACTS.filter(({ key }) => facts[key] !== null);
        const rows = known.map((fact) => [fact.name, shown(facts[fact.key], fact), fact.determinedBy]);
        byId("given").replaceChildren(table(["事实", "填的", "由谁认定"], rows));
        byId("given-count").textContent = `已填的事实（${known.length} 项）`;
        byId("case-text").value = this.answers.toJson();
    }

    #block(number) {
        const result = this.answers.result(number);
        const question = this.plan.data.questions[number];
        const value = decided(result, question);
        const left = this.answers.open.has(number) ? " open" : "";
        return make(
            "article",
            { class: `result${left}`, "data-kind": result.kind, "data-outcome": this.plan.label(number) },
            make("h3", {}, this.plan.label(number)),
            make("p", { class: "outcome" }, make("b", { class: "kind" }, result.kind), value ? ` ${value}` : ""),
            ...this.#explained(number, result, question).map((text) => make("p", {}, text)),
            ...this.#gap(result, question),
            ...byReading(result, question, this.answers.open.has(number)),
            ...clauses(result, question),
            ...notes(result).map((text) => make("p", { class: "flag" }, `注意：${text}`)),
        );
    }

    #explained(number, result, question) {
        switch (result.kind) {
            case "未知":
                return this.#unknown(number, result, question);
            case "裁量":
                return [discretion(result, question)];
            case "定":
                return chosenAmong(result, question);
            case "不适用":
                return [this.#notApplicable(result)];
            default:
                return [EXPLAINED[result.kind]];
        }
    }

    #notApplicable(result) {
        const some = result.trace.some(({ force }) => force !== false);
        return some ? "只有不得怎样的规定，没有条款给出结果。" : "没有条款适用于这个案件。";
    }

    #unknown(number, result, question) {
        const found = [];
        if (result.values.length) {
            found.push(`已能确定的部分：${said(result.values, question)}；其余取决于没有填的事实。`);
        }
        const causes = result.causes.map(({ outcome, kind }) => `“${outcome}”${ENDED[kind] ?? kind}`);
        if (causes.length) {
            const rest = this.answers.open.get(number)?.size ? "" : "；不是缺事实，再查事实也定不下来";
            found.push(`取决于别的结论，而${listed(causes, "；")}，由条文定不下来${rest}。`);
        } else if (!result.values.length) found.push("已填的事实还不足以确定结果。");
        return found;
    }

    #gap(result, question) {
        if (result.kind !== "空白" || !question.trigger_citation) return [];
        const quote = question.trigger_quote ? make("blockquote", {}, question.trigger_quote) : null;
        return [make("h4", {}, `应当有结果的依据：${question.trigger_citation}`), quote].filter(Boolean);
    }
}

function contradictory(broken) {
    return make(
        "div",
        { class: "result contradiction" },
        make("p", { class: "outcome" }, make("b", { class: "kind" }, "事实矛盾")),
        make("p", {}, "填写的事实互相矛盾，改正以后再看结论。"),
        ...broken.map(({ message }) => make("p", {}, `${message}。`)),
    );
}

const said = (values, question, joint = "、") =>
    values.map((value) => shown(value, question)).join(joint);

function decided(result, question) {
    if (result.kind === "定") return said(result.values, question);
    return result.kind === "冲突" ? said(result.values, question, " 与 ") : "";
}

/** 种类和值，几个字。 */
function summary(result, question) {
    const value = result.kind === "裁量" ? said(result.permitted, question) : decided(result, question);
    return `${result.kind}${value ? ` ${value}` : ""}`;
}

function discretion(result, question) {
    const deciders = listed(result.inForce.map(({ decider }) => decider).filter(Boolean));
    const criteria = listed(result.inForce.map(({ criterion }) => criterion).filter(Boolean), "；");
    const by = deciders ? `由${deciders}选择` : "原文没有写明由谁选择";
    const standard = criteria ? `标准：${criteria}` : "原文没有写明选择的标准";
    return `可在 ${said(result.permitted, question)} 中选择；${by}；${standard}。`;
}

function chosenAmong(result, question) {
    const given = new Set(result.inForce.flatMap(({ values }) => values));
    if (given.size < 2) return [];
    if (question.overlap === "累加") return ["几条规定的结果累加。"];
    const basis = question.overlap_basis ? `（${question.overlap_basis}）` : "";
    return ["就高", "就低"].includes(question.overlap)
        ? [`几条规定的结果不同，${question.overlap}${basis}。`]
        : [];
}

function notes(result) {
    return result.flags
        .filter((flag) => flag !== EARLY && !flag.startsWith("上游结论") && !flag.endsWith("此外没有规定"))
        .map((flag) => `${flag}。`);
}

/** 读法的每一种取法，各是什么结果。 */
function byReading(result, question, open) {
    if (!result.byReading.length) return [];
    const names = result.matters;
    const rows = result.byReading.slice(0, MOST_SHOWN).map(({ readings, decision }) => [
        ...names.map((name) => readings[name]),
        summary(decision, question),
        listed(decision.trace.filter(({ force }) => force === true).map(({ norm }) => norm.citation)),
    ]);
    const head = [...names.map((name) => `“${name}”读作`), "结果", "生效的条款"];
    const more = result.byReading.length - rows.length;
    const unknown = !open && result.byReading.some(({ decision }) => decision.kind === "未知");
    return [
        make("h4", {}, "读法不同，结果如下"),
        table(head, rows),
        more ? make("p", {}, `另有 ${more} 种组合；先在下面取定几种读法。`) : null,
        unknown ? make("p", {}, "有的读法下还缺事实：在下面取定那种读法，就会问。") : null,
    ].filter(Boolean);
}

function clauses(result, question) {
    const depends = (entry) =>
        new Set(
            result.byReading.map(
                ({ decision }) => decision.trace.find(({ norm }) => norm.bit === entry.norm.bit).force,
            ),
        ).size > 1;
    const inForce = result.trace.filter(({ force }) => force === true);
    const stated = new Set(inForce.map((entry) => nameOf(entry, question)));
    const undecided = result.trace
        .filter(({ force }) => force === null)
        .filter((entry) => !stated.has(nameOf(entry, question)));
    const beaten = result.trace.filter(({ force, defeatedBy }) => force === false && defeatedBy.length);
    const unmet = result.trace.filter(({ force, defeatedBy }) => force === false && !defeatedBy.length);
    return [
        ...part("生效的条款", inForce, question, true),
        ...part("是否生效取决于读法的条款", undecided.filter(depends), question, false),
        ...part(undecidedTitle(result), undecided.filter((entry) => !depends(entry)), question, false),
        ...part("被排除的条款", beaten, question, false),
        ...part("条件不成立的条款", unmet, question, false, 0),
    ];
}

/** 哪一条款，说的什么：一条写了几种情形的，说的是同一件事。 */
function nameOf(entry, question) {
    return JSON.stringify([entry.norm.citation, entry.norm.quote, effect(entry, question)]);
}

function undecidedTitle({ kind }) {
    if (kind === "冲突") return "是否生效还不能确定、但都不能消除冲突的条款";
    const settled = kind === "定" || kind === "裁量";
    return settled ? "是否生效还不能确定、但不影响结果的条款" : "还可能生效的条款";
}

/** 一组条款；不是关键的收在里面。 */
function part(title, entries, question, isOpen, most = MOST_QUOTED) {
    const found = new Map();
    for (const entry of entries) {
        const { citation, quote } = entry.norm;
        const name = JSON.stringify([citation, quote]);
        if (!found.has(name)) found.set(name, { citation, quote, effects: [] });
        found.get(name).effects.push(effect(entry, question));
    }
    if (!found.size) return [];
    const items = [...found.values()].map(({ citation, quote, effects }) =>
        make(
            "li",
            {},
            make("b", {}, citation),
            ` → ${listed(effects, "；")}`,
            quote ? make("blockquote", {}, quote) : "",
        ),
    );
    const list = make("ul", { class: "clauses" }, ...items);
    if (isOpen || items.length <= most) return [make("h4", {}, title), list];
    return [make("details", {}, make("summary", {}, `${title}（${items.length}）`), list)];
}

function effect({ norm, defeatedBy }, question) {
    const word = norm.modality === "应当" ? "" : `${norm.modality} `;
    const direct = norm.direct ? "直接 " : "";
    const winners = listed(defeatedBy.map(({ citation }) => citation));
    const beaten = winners ? `（${winners}优先，本条不生效）` : "";
    return `${direct}${word}${said(norm.values, question)}${beaten}`;
}

function table(head, rows) {
    const cells = (name, items) => items.map((text) => make(name, name === "th" ? { scope: "col" } : {}, text));
    return make(
        "div",
        { class: "scroll" },
        make(
            "table",
            {},
            make("thead", {}, make("tr", {}, ...cells("th", head))),
            make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells("td", row)))),
        ),
    );
}

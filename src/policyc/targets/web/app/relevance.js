// Which facts can still change an outcome: what is left of the plan's conditions by Kleene's logic.

import { Fraction, READINGS, evaluate } from "./module.js";

// ------------------------------------------------------------------ 8< ------------------------
// 余下的条件：true、false，或者还看哪几个事实（Set；空的是定不下来，但不因为缺事实）。

/** 且：有一个假就是假，成立的不再看。 */
function both(parts) {
    return joined(parts, true);
}

/** 或：有一个真就是真，不成立的不再看。 */
function either(parts) {
    return joined(parts, false);
}

function joined(parts, idle) {
    const found = new Set();
    let open = false;
    for (const part of parts) {
        if (part === !idle) return !idle;
        if (part === idle) continue;
        open = true;
        for (const fact of part) found.add(fact);
    }
    return open ? found : idle;
}

function negated(part) {
    return typeof part === "boolean" ? !part : part;
}

const NO_ANSWER = new Set(["不得", "原则上不得"]);
const MOST_BRANCHES = 32;

/** 判定计划里，一个案件还看哪些事实。 */
class Plan {
    constructor(data) {
        this.data = data;
        this.facts = new Map(data.facts.map((fact) => [fact.key, fact]));
        this.readings = new Map(READINGS.map((reading) => [reading.name, reading]));
        const main = data.questions.map((q, number) => [q.outcome, number]);
        this.main = new Map(main.filter(([, number]) => data.questions[number].main));
        this.places = new Map(data.listing.map((number, place) => [number, place]));
    }

    /** 一个结论怎样称呼；有几类对象的，写明是哪一类。 */
    label(number) {
        const { questions } = this.data;
        const { outcome, subject } = questions[number];
        const several = questions.filter((each) => each.outcome === outcome).length > 1;
        return several ? `${outcome}（${subject}）` : outcome;
    }

    /** 先问哪些结论：第一个写明了什么时候应当有结论的；都没有写明的，全部。 */
    usual() {
        const { listing, questions } = this.data;
        const owed = listing.filter((number) => questions[number].trigger.const === undefined);
        return owed.length ? [owed[0]] : [...listing];
    }

    /** 还会影响所问的结论（序号）的事实；open 是还没有定的结论，各看哪些事实。 */
    remaining(wanted, facts, asked) {
        const open = new Map();
        for (const number of wanted) {
            const branches = this.branches(number, facts, asked);
            const found = branches.flatMap((readings) => [
                ...new Rest(this, facts, { ...asked, readings }).of(number),
            ]);
            const left = new Set(found.filter((key) => (facts[key] ?? null) === null));
            if (branches.length) open.set(number, left);
        }
        return { facts: new Set([...open.values()].flatMap((left) => [...left])), open };
    }

    /** 哪些取法下一个结论还是未知：有分歧的读法逐一取定，直到没有分歧。 */
    branches(number, facts, asked) {
        const found = [];
        const todo = [asked.readings];
        while (todo.length && found.length < MOST_BRANCHES) {
            const readings = todo.pop();
            const result = evaluate(facts, { ...asked, readings }).results[this.places.get(number)];
            const next = result.matters.find((name) => this.isOpen(name, readings));
            if (result.kind === "未知") found.push(readings);
            else if (result.kind === "读法分歧" && next !== undefined) {
                for (const choice of this.readings.get(next).choices) {
                    todo.push({ ...readings, [next]: choice });
                }
            }
        }
        return todo.length ? [asked.readings] : found;
    }

    isOpen(name, readings) {
        return this.readings.get(name).effects.length === 0 && readings[name] === undefined;
    }

    /** 一个值在第几段。 */
    static region(entry, value) {
        return entry.regions.findIndex(({ low, has_low, high, has_high }) => {
            const above = low === null ? 1 : compared(entry, value, low);
            const below = high === null ? -1 : compared(entry, value, high);
            return above >= (has_low ? 0 : 1) && below <= (has_high ? 0 : -1);
        });
    }
}

function compared({ type, values }, one, other) {
    switch (type) {
        case "bool":
            return Number(one) - Number(other);
        case "date":
            return one < other ? -1 : Number(one > other);
        case "scale":
        case "choice":
            return values.indexOf(one) - values.indexOf(other);
        default:
            return Fraction.of(one).compare(exactly(other));
    }
}

/** 计划里的数：整数，或者“0.95”“1/3”这样的文字。 */
function exactly(written) {
    const [top, bottom = "1"] = String(written).split("/");
    const [one, other] = [Fraction.of(top), Fraction.of(bottom)];
    return new Fraction(one.numerator * other.denominator, one.denominator * other.numerator);
}

/** 一个案件在指定的读法和日期之下，还看哪些事实。 */
class Rest {
    #forces = new Map();
    #found = new Map();

    constructor(plan, facts, asked) {
        this.plan = plan;
        this.known = facts;
        this.chosen = { ...plan.data.fixed_readings, ...asked.readings };
        this.results = evaluate(facts, asked).results;
        const { periods } = plan.data;
        const since = periods.filter(({ start }) => start !== null && asked.asOf >= start);
        const period = asked.asOf === null || !since.length ? periods[0] : since.at(-1);
        this.inWindow = new Set(period.norms);
    }

    /** 一个结论还看的事实，连同上游的。 */
    of(number) {
        if (!this.#found.has(number)) {
            this.#found.set(number, new Set());
            this.#found.set(number, this.#left(this.plan.data.questions[number]));
        }
        return this.#found.get(number);
    }

    #left(question) {
        const effects = new Map();
        for (const bit of question.norms) {
            const norm = this.plan.data.norms[bit];
            const effect = { modality: norm.modality, floor: this.#isFloor(norm), values: norm.values };
            const name = JSON.stringify(effect);
            if (!effects.has(name)) effects.set(name, { ...effect, forces: [] });
            effects.get(name).forces.push(this.force(bit));
        }
        const found = [...effects.values()].map((each) => ({ ...each, force: either(each.forces) }));
        const certain = found.filter(({ force }) => force === true);
        const parts = found.filter(({ force }) => typeof force === "object");
        const left = parts.filter((each) => !outdone(question, each, certain));
        const sets = left.map(({ force }) => force);
        if (certain.every(({ modality }) => NO_ANSWER.has(modality))) {
            sets.push(this.truth(question.trigger));
        }
        return new Set(sets.flatMap((set) => (typeof set === "object" ? [...set] : [])));
    }

    #isFloor(norm) {
        return this.#effect(norm) === "下限";
    }

    /** “直接”在取定的读法下是什么意思。 */
    #effect({ direct }) {
        const choice = direct === null ? undefined : this.chosen[direct];
        if (choice === undefined) return "";
        const { choices, effects } = this.plan.readings.get(direct);
        return effects[choices.indexOf(choice)];
    }

    /** 一条规范是否生效。 */
    force(bit) {
        if (!this.#forces.has(bit)) this.#forces.set(bit, this.#worked(bit));
        return this.#forces.get(bit);
    }

    #worked(bit) {
        if (!this.inWindow.has(bit)) return false;
        const norm = this.plan.data.norms[bit];
        const own = this.truth(norm.condition);
        if (own === false) return false;
        const winners = new Set(norm.defeated_by.map((each) => each.norm));
        for (const rival of norm.direct === null ? this.#replacing(norm) : []) winners.add(rival);
        return both([own, ...[...winners].map((each) => negated(this.force(each)))]);
    }

    #replacing(norm) {
        return this.plan.data.norms
            .filter((each) => each.outcome === norm.outcome && each.subject === norm.subject)
            .filter((each) => each.bit !== norm.bit && this.#effect(each) === "替代")
            .map((each) => each.bit);
    }

    /** 一个条件还剩什么。 */
    truth(condition) {
        if (condition.const !== undefined) return condition.const;
        if (condition.all) return both(condition.all.map((part) => this.truth(part)));
        if (condition.any) return either(condition.any.map((part) => this.truth(part)));
        if (condition.reading) return this.#ambiguous(condition);
        if (condition.outcome) return this.#upstream(condition);
        const value = this.known[condition.fact];
        if (value === null || value === undefined) return new Set([condition.fact]);
        return condition.in.includes(Plan.region(this.plan.facts.get(condition.fact), value));
    }

    #ambiguous({ reading, by }) {
        const choice = this.chosen[reading];
        if (choice !== undefined) return this.truth(by[choice]);
        const parts = Object.values(by).map((part) => this.truth(part));
        if (parts.every((part) => part === parts[0])) return parts[0];
        return new Set(parts.flatMap((part) => (typeof part === "object" ? [...part] : [])));
    }

    /** 官方认定随时可能作出，作出之后以它为准；没有作出的，看推得的结果。 */
    #upstream({ outcome, official, in: inside }) {
        const number = this.plan.main.get(outcome);
        const question = this.plan.data.questions[number];
        const act = official === null ? null : (this.known[official] ?? null);
        if (act !== null) return inside.includes(Plan.region(question, act));
        const result = this.results[this.plan.places.get(number)];
        if (["未知", "读法分歧"].includes(result.kind)) {
            return new Set([...(official === null ? [] : [official]), ...this.of(number)]);
        }
        if (official !== null) return new Set([official]);
        const fed = result.kind === "不适用" ? question.none_value : result.value;
        return fed === null ? new Set() : inside.includes(Plan.region(question, fed));
    }
}

/** 就高、就低的，已经有更高、更低的，这一项是否生效不再有影响。 */
function outdone(question, effect, certain) {
    const sign = { 就高: 1, 就低: -1 }[question.overlap];
    if (sign === undefined || effect.modality !== "应当" || effect.floor) return false;
    return certain.some(
        (each) =>
            each.modality === "应当" &&
            sign * compared(question, onlyValue(question, each), onlyValue(question, effect)) >= 0,
    );
}

function onlyValue({ type }, { values: [value] }) {
    return type === "int" || type === "real" ? exactly(value) : value;
}

// The answers of one case: what was entered, what it means, and the case as a file.

import { Fraction, FACTS, checkFacts, evaluate } from "./module.js";

// ------------------------------------------------------------------ 8< ------------------------
const NUMBERS = new Set(["整数", "小数", "百分比"]);

/** 填写的各项（键是英文名，值是选的或写的）、日期、读法和所问的结论；每一步都可以撤回。 */
class Answers {
    #before = [];

    constructor(plan) {
        this.plan = plan;
        this.raw = {};
        this.asOf = null;
        this.readings = {};
        this.wanted = plan.usual();
        this.#work();
    }

    /** 填一项或几项；undefined 是不知道。 */
    give(entries) {
        this.#before.push(this.raw);
        const raw = { ...this.raw };
        for (const [key, item] of Object.entries(entries)) {
            if (item === undefined || item === "") delete raw[key];
            else raw[key] = item;
        }
        this.raw = raw;
        this.#work();
    }

    get canUndo() {
        return this.#before.length > 0;
    }

    undo() {
        this.raw = this.#before.pop() ?? this.raw;
        this.#work();
    }

    clear() {
        this.#before.push(this.raw);
        this.raw = {};
        this.#work();
    }

    /** 换一个日期、读法，或者换所问的结论。 */
    ask({ asOf = this.asOf, readings = this.readings, wanted = this.wanted }) {
        Object.assign(this, { asOf, readings, wanted });
        this.#work();
    }

    #work() {
        const { facts, problems } = checkFacts(this.raw);
        this.facts = facts;
        this.problems = problems;
        const asked = { asOf: this.asOf, readings: this.readings };
        this.results = evaluate(facts, asked).results;
        const { facts: left, open } = this.plan.remaining(this.wanted, facts, asked);
        this.left = left;
        this.open = open;
    }

    /** 违反的常理；有违反的，结论不能作数。 */
    get contradictions() {
        return this.problems.filter(({ code }) => code === "E505");
    }

    /** 一个结论的结果。 */
    result(number) {
        return this.results[this.plan.places.get(number)];
    }

    // -- 案件文件
    /** policyc eval --facts 读的 JSON。 */
    toJson() {
        const known = FACTS.filter(({ key }) => this.facts[key] !== null);
        const rows = known.map(({ name, key }) => [name, plainJson(this.facts[key])]);
        return `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`;
    }

    /** 读一个案件文件，代替已经填的；得到不能用的各处。 */
    fromJson(text) {
        let given;
        try {
            given = JSON.parse(text);
        } catch {
            return ["这个文件不是 JSON。"];
        }
        if (given === null || typeof given !== "object" || Array.isArray(given)) {
            return ["案件文件应当是 {\"事实名\": 值, …} 这样的 JSON。"];
        }
        const { facts, problems } = checkFacts(given);
        const known = FACTS.filter(({ key }) => facts[key] !== null);
        this.clear();
        this.raw = Object.fromEntries(known.map((fact) => [fact.key, entered(fact, facts[fact.key])]));
        this.#work();
        return problems.filter(({ code }) => code !== "E505").map(({ message }) => `${message}。`);
    }
}

/** 一个值填在页面上的样子；百分比填的是百分之几。 */
function entered(fact, value) {
    if (!NUMBERS.has(fact.type)) return value;
    return numeral(fact.unit === "%" ? percent(value) : value) + (fact.unit === "%" ? "%" : "");
}

function percent(value) {
    const { numerator, denominator } = Fraction.of(value);
    return new Fraction(numerator * 100n, denominator);
}

/** 小数写得尽的写成小数，写不尽的写成 1:3。 */
function numeral(value) {
    const exact = Fraction.of(value);
    const near = exact.toNumber();
    if (Fraction.of(near)?.compare(exact) === 0 && !String(near).includes("e")) return String(near);
    const { numerator, denominator } = exact;
    return denominator === 1n ? String(numerator) : `${numerator}:${denominator}`;
}

function plainJson(value) {
    return typeof value === "bigint" || value instanceof Fraction ? numeral(value) : value;
}

/** 一个值怎样说，带上单位。 */
function shown(value, { type, unit = "" }) {
    if (typeof value === "boolean") return value ? "是" : "否";
    if (type === "日期" || type === "date") {
        const [year, month, day] = String(value).split("-").map(Number);
        return `${year}年${month}月${day}日`;
    }
    if (typeof value === "string") return value;
    return unit === "%" ? `${numeral(percent(value))}%` : `${numeral(value)}${unit}`;
}

// What a document is to the engine: conditions over keys, readings, questions, periods.

import { DateError, ReadingError } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
// 条件：true、false、null（未知），或者：一格（键里从 position 起的两位，11 成立，01 未知，00 不
// 成立），上游结论落在某几段，且，或，一种读法的每一种取法各有一个条件。
const _bit = (position) => ({ form: "格", position });
const _upstream = (ref, regions) => ({ form: "上游", ref, regions });
const _all = (...parts) => ({ form: "且", parts });
const _any = (...parts) => ({ form: "或", parts });
const _choose = (reading, ...parts) => ({ form: "读法", reading, parts });

/** 一份文件：规范、读法、结论；outside 是各时期不在有效期内的规范。 */
class _Document {
    constructor(fields) {
        Object.assign(this, fields);
        this.numbers = new Map(this.readings.map((reading, number) => [reading.name, number]));
    }

    /** 一种读法可以怎样取；关于优先的可以不取定（null）。 */
    options(reading) {
        const { choices, effects } = this.readings[reading];
        const numbers = choices.map((_, number) => number);
        return effects.length ? [null, ...numbers] : numbers;
    }

    /** 0 是不问日期，其余按起始日。 */
    period(asOf) {
        if (asOf === null || asOf === undefined) return 0;
        if (!_isDay(asOf)) {
            throw new DateError(
                `截至日期 asOf 要写成“2020-06-01”这样的文字，是存在的一天；给的是 ${asOf}`,
            );
        }
        return this.starts.filter((start) => start <= asOf).length;
    }

    /** 读法及其取法的序号，按读法的次序。 */
    choices(readings) {
        const found = new Map();
        for (const [name, choice] of Object.entries({ ...this.fixed, ...readings })) {
            const number = this.numbers.get(name);
            if (number === undefined) {
                throw new ReadingError(
                    `读法「${name}」未声明；有：${this.readings.map((r) => r.name).join("、")}`,
                );
            }
            const { choices } = this.readings[number];
            if (!choices.includes(choice)) {
                const all = choices.join("、");
                throw new ReadingError(`读法「${name}」没有“${choice}”这一种；有：${all}`);
            }
            if (Object.hasOwn(this.fixed, name) && this.fixed[name] !== choice) {
                throw new ReadingError(`读法「${name}」在生成时已取“${this.fixed[name]}”`);
            }
            found.set(number, choices.indexOf(choice));
        }
        return new Map([...found].sort(([one], [other]) => one - other));
    }
}

/** 两个条件是否写法相同。 */
function _alike(one, other) {
    if (one === other || one === null || other === null) return one === other;
    if (one.form !== other.form || one.form === undefined) return false;
    if (one.form === "格") return one.position === other.position;
    if (one.form === "上游") return one.ref === other.ref && `${one.regions}` === `${other.regions}`;
    return (
        one.reading === other.reading &&
        one.parts.length === other.parts.length &&
        one.parts.every((part, k) => _alike(part, other.parts[k]))
    );
}

/** 并起来，已经定了的部分化掉。 */
function _join(form, parts) {
    const settled = form === "或";
    const kept = [];
    for (const part of parts) {
        if (part === settled) return settled;
        if (part !== !settled && !kept.some((other) => _alike(other, part))) kept.push(part);
    }
    if (kept.length > 1) return { form, parts: kept };
    return kept.length ? kept[0] : !settled;
}

/** 各种取法都一样的，不再取决于读法。 */
function _choice(reading, parts) {
    return parts.every((part) => _alike(part, parts[0])) ? parts[0] : _choose(reading, ...parts);
}

/** 一种读法取定之后剩下的条件。 */
function _given(logic, reading, option) {
    if (logic === null || typeof logic !== "object" || logic.parts === undefined) return logic;
    if (logic.form === "读法" && logic.reading === reading) {
        return _given(logic.parts[option], reading, option);
    }
    const parts = logic.parts.map((part) => _given(part, reading, option));
    return logic.form === "读法" ? _choice(logic.reading, parts) : _join(logic.form, parts);
}

/** 条件里第一个还没有取定的读法；没有的为 null。 */
function _openReading(logic) {
    if (logic === null || typeof logic !== "object" || logic.parts === undefined) return null;
    if (logic.form === "读法") return logic.reading;
    for (const part of logic.parts) {
        const found = _openReading(part);
        if (found !== null) return found;
    }
    return null;
}

/** “2019-05-30”；没有这一天的为空。 */
function _day(text) {
    const found = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/.exec(text);
    if (found === null) return "";
    const [year, month, day] = found.slice(1).map(Number);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > _lengthOf(year, month)) return "";
    const padded = (number, width) => String(number).padStart(width, "0");
    return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function _isDay(value) {
    return typeof value === "string" && _day(value) === value;
}

function _lengthOf(year, month) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

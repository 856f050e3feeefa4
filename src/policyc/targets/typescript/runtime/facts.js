// Facts: those of a case made complete, and those from outside read into their types.

import { _shown } from "./branching.js";
import { _day } from "./document.js";
import { Fraction, _plain, _whole } from "./numbers.js";
import { FactError } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
// 空白，与 policyc 所认的相同。
const _SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const _EDGES = new RegExp(`^${_SPACE}+|${_SPACE}+$`, "gu");
const _WITH_UNIT = new RegExp(`^[0-9.,]+${_SPACE}*((?:(?!${_SPACE})[^0-9.,:%])+)$`, "u");
const _PLAIN = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/;
const _DATE = new RegExp(
    "^([0-9]{4})(?:-|S*年S*)([0-9]{1,2})(?:-|S*月S*)([0-9]{1,2})(?:S*日)?$".replaceAll("S", _SPACE),
    "u",
);
const _WIDE = "０１２３４５６７８９：％，";
const _NARROW = "0123456789:%,";

const _trimmed = (text) => text.replace(_EDGES, "");
const _narrowed = (text) =>
    text.replace(/[０-９：％，]/gu, (mark) => _NARROW[_WIDE.indexOf(mark)]);

class _Wrong extends Error {
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}

/** 名称和值；不是对象的、是数组的是 FactError。 */
function _byName(given, what = "事实") {
    if (given !== null && typeof given === "object" && !Array.isArray(given)) return given;
    throw new FactError(`${what}要写成 { 名称: 值 } 这样的对象，给的是 ${JSON.stringify(given)}`);
}

/** 一份文件的全部事实，可用中文名或英文名查找。 */
class _Facts {
    constructor(facts, empty) {
        this.facts = facts;
        this.empty = empty;
        this.known = new Map([
            ...facts.map((fact) => [fact.key, fact]),
            ...facts.map((fact) => [fact.name, fact]),
        ]);
    }

    /** 每个英文名各有一个值，没有给出的为 null；值须已经是各自的类型。 */
    complete(given) {
        const found = this.empty();
        for (const name of Object.keys(given)) {
            const value = given[name];
            const fact = this.known.get(name);
            if (fact === undefined) throw new FactError(`事实“${name}”未声明`);
            if (value === null || value === undefined) continue;
            if (found[fact.key] !== null) {
                throw new FactError(`事实“${fact.name}”给了两次（中文名与英文名同时出现）`);
            }
            if (!_fits(fact, value)) {
                throw new FactError(
                    `事实“${fact.name}”：值“${value}”不是${fact.type}的值；外来的事实先交给 checkFacts`,
                );
            }
            found[fact.key] = typeof value === "bigint" ? _whole(value) : value;
        }
        return found;
    }

    /** 检查并读成各自的类型；没有给出的未知，或者取平常值。 */
    read(raw, restHarmless) {
        const facts = this.empty();
        const problems = [];
        const mentioned = new Set();
        for (const [name, item] of Object.entries(_byName(raw))) {
            const fact = this.known.get(name);
            if (fact === undefined) {
                problems.push({ code: "E501", fact: name, message: `事实“${name}”未声明` });
                continue;
            }
            if (mentioned.has(fact.key)) {
                const message = `事实“${fact.name}”给了两次（中文名与英文名同时出现）`;
                problems.push({ code: "E506", fact: fact.name, message });
            }
            mentioned.add(fact.key);
            try {
                facts[fact.key] = _read(fact, item) ?? facts[fact.key];
            } catch (wrong) {
                if (!(wrong instanceof _Wrong)) throw wrong;
                const message = `事实“${fact.name}”：${wrong.message}`;
                problems.push({ code: wrong.code, fact: fact.name, message });
            }
        }
        for (const fact of restHarmless ? this.facts : []) {
            if (!mentioned.has(fact.key)) facts[fact.key] = fact.harmless;
        }
        return { facts, problems };
    }
}

/** 一个值是否是它的类型。 */
function _fits(fact, value) {
    switch (fact.type) {
        case "布尔":
            return typeof value === "boolean";
        case "整数":
            return typeof value === "bigint" || Number.isInteger(value);
        case "小数":
        case "百分比":
            return value instanceof Fraction || Number.isFinite(value) || typeof value === "bigint";
        case "日期":
            return _isDay(value);
        default:
            return fact.options.includes(value);
    }
}

function _read(fact, item) {
    const text = typeof item === "string" ? _trimmed(item) : null;
    if (item === null || item === undefined || text === "未知" || text === "不详") return null;
    switch (fact.type) {
        case "布尔":
            if (typeof item === "boolean") return item;
            if (text === "是" || text === "否") return text === "是";
            throw new _Wrong("E502", `值“${_told(item)}”不是布尔值`);
        case "级别":
        case "选项": {
            if (text !== null && fact.options.includes(text)) return text;
            const all = fact.options.join("、");
            throw new _Wrong("E502", `没有“${_told(item)}”这一档；可选：${all}`);
        }
        case "日期": {
            const found = text === null ? null : _DATE.exec(_narrowed(text));
            const day = found === null ? "" : _day(`${found[1]}-${found[2]}-${found[3]}`);
            if (day) return day;
            throw new _Wrong("E502", `值“${_told(item)}”不是日期，写成 2019-05-30`);
        }
        default:
            return _inRange(fact, _readNumber(fact, item), item);
    }
}

function _told(item) {
    return typeof item === "object" ? JSON.stringify(item) : String(item);
}

/** 数在范围之内的，读成它的类型。 */
function _inRange(fact, number, item) {
    if (fact.type === "整数" && number.denominator !== 1n) {
        throw new _Wrong("E502", `值“${_told(item)}”不是整数`);
    }
    const below = fact.minimum !== null && number.compare(Fraction.of(fact.minimum)) < 0;
    const above = fact.maximum !== null && number.compare(Fraction.of(fact.maximum)) > 0;
    if (below || above) throw new _Wrong("E504", `值 ${number} 超出范围`);
    return fact.type === "整数" ? _whole(number.numerator) : _plain(number);
}

/** number 按它的十进制写法，文字按写的数、百分比、比例，单位可有可无。 */
function _readNumber(fact, item) {
    const wrong = new _Wrong("E502", `值“${_told(item)}”不是${fact.type}`);
    if (typeof item === "number" || typeof item === "bigint" || item instanceof Fraction) {
        const number = Fraction.of(item);
        if (number === null) throw wrong;
        return number;
    }
    if (typeof item !== "string") throw wrong;
    let body = _trimmed(_narrowed(item));
    const negative = /^[-−－负]/u.test(body);
    if (negative) body = _trimmed(body.slice(1));
    if (fact.unit && fact.unit !== "%" && body.endsWith(fact.unit)) {
        body = _trimmed(body.slice(0, -fact.unit.length));
    }
    const number = _plainNumber(body);
    if (number !== null) return negative ? new Fraction(-number.numerator, number.denominator) : number;
    const found = _WITH_UNIT.exec(body);
    if (found === null) throw wrong;
    throw new _Wrong("E503", `单位“${found[1]}”不符，应为“${fact.unit || "无单位"}”`);
}

/** 12、12.5、1,200、95%、1:20；不是数的为 null。 */
function _plainNumber(text) {
    const colon = text.indexOf(":");
    if (colon >= 0) {
        const share = _plainNumber(_trimmed(text.slice(0, colon)));
        const of = _plainNumber(_trimmed(text.slice(colon + 1)));
        if (share === null || of === null || of.numerator === 0n) return null;
        return new Fraction(share.numerator * of.denominator, share.denominator * of.numerator);
    }
    const percent = text.endsWith("%");
    const found = _PLAIN.exec(percent ? text.slice(0, -1) : text);
    if (found === null) return null;
    const [, whole, part = ""] = found;
    const digits = BigInt(whole.replaceAll(",", "") + part);
    return new Fraction(digits, 10n ** BigInt(part.length + (percent ? 2 : 0)));
}

function _violated(name, told, facts) {
    const known = facts
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([fact, value]) => `${fact}=${_shown(value)}`);
    return { code: "E505", fact: name, message: `事实违反${told}：${known.join("、")}` };
}

// Results of a generated module: frozen, shared between calls.

import { Fraction } from "./numbers.js";

// ------------------------------------------------------------------ 8< ------------------------
/** 给出的事实不能用。 */
export class FactError extends Error {}

/** 给出的日期不是“2020-06-01”这样的文字，没有这一天，或者先后颠倒。 */
export class DateError extends Error {}

/** 没有这种读法，或者它没有这种取法。 */
export class ReadingError extends Error {}

for (const kind of [FactError, DateError, ReadingError]) {
    Object.defineProperty(kind.prototype, "name", { value: kind.name });
}

/** 没有的选项是错误：写错一个字的，不能当作没有写。 */
function _asks(asked, names) {
    for (const name in asked) {
        if (!names.includes(name)) {
            throw new TypeError(`没有“${name}”这个选项；有：${names.join("、")}`);
        }
    }
    return asked;
}

/** 各项留第一次出现的。 */
function _distinct(items, key = _key) {
    const found = new Map();
    for (const item of items) {
        const name = key(item);
        if (!found.has(name)) found.set(name, item);
    }
    return [...found.values()];
}

/** 一个值的名字：值相等，名字就相等。 */
function _key(value) {
    return `${typeof value} ${value}`;
}

function _equal(one, other) {
    if (one === other) return true;
    const numeric = [one, other].every(
        (item) => item instanceof Fraction || typeof item === "number" || typeof item === "bigint",
    );
    return numeric && Fraction.of(one)?.compare(Fraction.of(other)) === 0;
}

function _sameValues(some, others) {
    const names = new Set(some.map(_key));
    const second = new Set(others.map(_key));
    return names.size === second.size && [...names].every((name) => second.has(name));
}

/** 一种读法下的结果是否相同：两个冲突、两个未知都算相同。 */
function _sameResult(one, other) {
    if (one.kind !== other.kind) return false;
    if (one.kind === "冲突" || one.kind === "未知") return true;
    return _sameValues(one.values, other.values) && _sameValues(one.permitted, other.permitted);
}

/** 一个结论的结果；多次调用共用，不能改动。 */
export class Result {
    #noted = new Map();

    constructor(fields) {
        const { kind, values, trace, byReading } = fields;
        this.outcome = fields.outcome;
        this.key = fields.key;
        this.subject = fields.subject;
        this.kind = kind;
        this.value = kind === "定" && values.length === 1 ? values[0] : null;
        this.inForce = Object.freeze(trace.filter((e) => e.force === true).map((e) => e.norm));
        this.uncertain = Object.freeze(trace.filter((e) => e.force === null).map((e) => e.norm));
        this.matters = Object.freeze(byReading.length ? Object.keys(byReading[0].readings) : []);
        this.values = Object.freeze(values);
        this.permitted = Object.freeze(fields.permitted);
        this.trace = Object.freeze(trace);
        this.byReading = Object.freeze(byReading);
        this.readings = Object.freeze(fields.readings);
        this.causes = Object.freeze(fields.causes);
        this.flags = Object.freeze(fields.flags);
        // 给下游的：可能的值，和键里的那几个字。
        Object.defineProperty(this, "feeds", { value: fields.feeds });
        Object.defineProperty(this, "code", { value: fields.code });
        Object.freeze(this);
    }

    /** 生效的条款，各一次。 */
    get citations() {
        return [...new Set(this.inForce.map((norm) => norm.citation))];
    }

    /** 同样的结果，另加一句说明。 */
    noted(note) {
        let found = this.#noted.get(note);
        if (found === undefined) {
            const { feeds, code } = this;
            found = new Result({ ...this, flags: [...this.flags, note], feeds, code });
            this.#noted.set(note, found);
        }
        return found;
    }

    toString() {
        const shown = (this.values.length ? this.values : this.permitted).join("、");
        return `<${this.outcome}（${this.subject}）：${this.kind} ${shown}>`;
    }
}

/** 一个案件的全部结论；可用结论的中文名或英文名取其中之一。 */
export class Evaluation {
    constructor(results) {
        this.results = Object.freeze(results);
    }

    [Symbol.iterator]() {
        return this.results[Symbol.iterator]();
    }

    get(outcome) {
        const found = this.results.find((r) => r.outcome === outcome || r.key === outcome);
        if (found === undefined) throw new RangeError(`没有结论“${outcome}”`);
        return found;
    }
}

/** 键到结果，最多 _LIMIT 个，满了清空重来。 */
const _LIMIT = 1 << 14;

class _Memo {
    constructor() {
        this.clear();
    }

    clear() {
        this.size = 0;
        this.heads = new Array(64).fill(undefined);
    }

    at(hash) {
        return this.heads[_place(hash, this.heads.length)];
    }

    add(hash, key, result) {
        if (this.size >= _LIMIT) this.clear();
        if (this.size >= this.heads.length) this.grow();
        const place = _place(hash, this.heads.length);
        this.heads[place] = { hash, key, result, next: this.heads[place] };
        this.size += 1;
    }

    grow() {
        const before = this.heads;
        this.heads = new Array(2 * before.length).fill(undefined);
        for (let entry of before) {
            while (entry !== undefined) {
                const { next } = entry;
                const place = _place(entry.hash, this.heads.length);
                entry.next = this.heads[place];
                this.heads[place] = entry;
                entry = next;
            }
        }
    }
}

/** 散列值在若干格里的哪一格；格数是 2 的幂。 */
function _place(hash, count) {
    return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 13) & (count - 1);
}

function _mix(hash, word) {
    return Math.imul(hash ^ (hash >>> 16), 0x9e3779b1) ^ word;
}

/** 指定的读法和日期，连同各结论的记忆：键到结果，用到才算。 */
export class Views {
    constructor(fixed, period, count) {
        this.fixed = fixed;
        this.period = period;
        this.memos = Array.from({ length: count }, () => new _Memo());
        Object.freeze(this);
    }

    /** 一个键的结果，并且记住。 */
    find(question, hash, key) {
        const found = _decide(question, key, this.fixed, this.period);
        this.memos[question].add(hash, key, found);
        return found;
    }
}

/** 上游结论或者官方认定在键里的几个字。 */
function _fed(item, acts) {
    if (item === null || item === undefined) return acts.none;
    return item instanceof Result ? item.code : acts.of(item);
}

/** 上游可能给出的值是否只有官方认定的这一个。 */
function _only(result, act) {
    return result.feeds.every((value) => _equal(value, act));
}

/** 官方认定是键里的哪几个字；place 列出各值的段号，或者算出它。 */
function _acts(words, place) {
    const full = (code) => [code, ...new Array(words - 1).fill(0)];
    const none = full(0);
    if (typeof place === "function") return { none, of: (act) => full(place(act)) };
    const known = new Map(place.map(([value, code]) => [value, full(code)]));
    const of = (act) => {
        const found = known.get(act);
        if (found === undefined) throw new FactError(`没有“${act}”这一档`);
        return found;
    };
    return { none, of };
}

/** 对象自己的一项，不是它继承来的。 */
function _own(row, key) {
    return Object.hasOwn(row, key) ? row[key] : null;
}

/** 一张表和它的各行，都不能改动。 */
function _frozen(rows) {
    for (const row of rows) {
        for (const part of Object.values(row)) if (Array.isArray(part)) Object.freeze(part);
        Object.freeze(row);
    }
    return Object.freeze(rows);
}

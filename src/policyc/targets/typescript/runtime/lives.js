// Lives over time, one step at a time, as `lifecycle.simulate` replays them. Only modules of
// documents with a 流程 carry it.

import { _shown } from "./branching.js";
import { _isDay, _lengthOf } from "./document.js";
import { _byName, _read, _Wrong } from "./facts.js";
import { DateError, FactError, _asks } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
const _LONGEST_HOLIDAY = 31;
const _LAST_DAY = "9999-12-31";

const _parts = (day) => day.split("-").map(Number);
const _written = (year, month, day) =>
    `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/** 一天的序号：两天相差几天，就是序号之差。 */
function _number(day) {
    const [year, month, date] = _parts(day);
    return new Date(0).setUTCFullYear(year, month - 1, date) / 86_400_000;
}

/** 若干天以后；日历之外的是日历的最后一天。 */
function _later(day, days) {
    const found = new Date((_number(day) + days) * 86_400_000);
    const year = found.getUTCFullYear();
    if (!(year >= 1 && year <= 9999)) return _LAST_DAY;
    return _written(year, found.getUTCMonth() + 1, found.getUTCDate());
}

/** 期限的最后一天：首日不算（民法典第201条），按月、按年的到对应日，没有的到月末（第202条）。 */
function _after(start, { number, unit }) {
    if (unit === "日") return _later(start, number);
    const [year, month, day] = _parts(start);
    const months = year * 12 + month - 1 + number * (unit === "年" ? 12 : 1);
    const [then, which] = [Math.floor(months / 12), (months % 12) + 1];
    if (!(then >= 1 && then <= 9999)) return _LAST_DAY;
    return _written(then, which, Math.min(day, _lengthOf(then, which)));
}

/** 这一天期限过了没有；moves 是第203条怎样读，null 为两种都算，其间的日子未知。 */
function _hasPassed(end, day, moves) {
    const plain = day > end.day;
    if (moves === false || !plain) return plain;
    if (end.moved === null) return _number(day) - _number(end.day) > _LONGEST_HOLIDAY ? true : null;
    const late = day > end.moved;
    return moves || late === plain ? late : null;
}

function _checkedDay(day) {
    if (!_isDay(day)) throw new DateError(`日期要写成“2020-06-01”这样的文字，是存在的一天；给的是 ${day}`);
    return day;
}

/** 一个流程。条文没有写明的不猜：状态或者期限从此不明，直到事件写明。 */
export class Life {
    constructor(table, asked = {}) {
        const { readings = {}, fromDecision = false, holidaysMove = null, isHoliday = null } = asked;
        Object.assign(this, table, { readings, fromDecision, holidaysMove, isHoliday });
        /** 使状态改变的结论，状态自己的在前。 */
        this.deciders = [...new Set([table.outcome, ...table.changes.map((c) => c.outcome)])];
        Object.freeze(this);
    }

    /** 取定读法：从决定之日起算与否，期满遇休假日顺延与否，哪些天是休假日。 */
    under(asked) {
        return new Life(this, _asks(asked, _LIFE_ASKED));
    }

    /** 起点：还没有作过决定；facts 从第一天起就成立。 */
    begin(facts = {}) {
        const known = _knownFacts({}, facts);
        return _state({ state: this.initial, facts: known, term: null, times: {}, moved: false });
    }

    /** 一件事之后。期限在这以前届满的，先问 expiry。 */
    step(state, event) {
        return new _Walk(this, state).happen(_asks(event, _EVENT_PARTS));
    }

    /** 期限在一天以前届满的，它确定已过的第一天；没有的、说过的为 null。 */
    expiry(state, before) {
        return new _Walk(this, state).expiry(_checkedDay(before));
    }

    /** 这一天应当或者可以怎样：状态本身和各种处置的结果。 */
    due(state, day) {
        return new _Walk(this, state).due(_checkedDay(day));
    }

    /** 决定，用结论的中文名；没有写值的不算。 */
    decided(decisions) {
        const found = new Map();
        for (const [name, item] of Object.entries(_byName(decisions, "决定"))) {
            const asked = this.decisions.find((each) => each.name === name || each.key === name);
            if (asked === undefined) {
                const known = this.deciders.join("、");
                throw new FactError(`决定“${name}”不改变流程「${this.name}」；可写：${known}`);
            }
            const value = _decidedValue(asked, name, item);
            if (value !== null) found.set(asked.name, value);
        }
        return found;
    }

    /** 一种决定做什么；条文没有写明的为 null。 */
    changeOf(outcome, value) {
        return this.changes.find((c) => c.outcome === outcome && c.value === value) ?? null;
    }
}

const _LIFE_ASKED = ["readings", "fromDecision", "holidaysMove", "isHoliday"];
const _EVENT_PARTS = ["day", "words", "facts", "decisions", "termStart", "termEnd"];

/** 一个决定的值；不是可选的是 FactError。 */
function _decidedValue(asked, name, item) {
    try {
        return _read(asked, item);
    } catch (wrong) {
        if (!(wrong instanceof _Wrong)) throw wrong;
        throw new FactError(`决定“${name}”：${wrong.message}`);
    }
}

function _state({ state, facts, term, times, moved, expiryTold = false, day = null }) {
    return Object.freeze({ state, facts, term, times, moved, expiryTold, day });
}

/** 事实，用英文名，只留已知的。 */
function _knownFacts(before, facts) {
    const found = { ...before };
    for (const [name, value] of Object.entries(_byName(facts))) {
        const fact = _FACTS.known.get(name);
        if (fact === undefined) throw new FactError(`事实“${name}”未声明`);
        found[fact.key] = value;
    }
    const kept = Object.entries(found).filter(([, value]) => value !== null && value !== undefined);
    return Object.freeze(Object.fromEntries(kept));
}

/** 一个期限；end 为 null：从哪一天起算、有多长没有写明，assumed 是从决定之日起算的届满日。 */
function _term(start, end, assumed = null, whyOpen = "") {
    return Object.freeze({ start, end, assumed, whyOpen });
}

/** 从一个状态走一步。 */
class _Walk {
    constructor(life, before) {
        const { state, facts, term, times, moved, expiryTold, day = null } = before;
        Object.assign(this, { life, state, facts, term, moved, expiryTold, day });
        this.times = { ...times };
    }

    #now() {
        return _state({ ...this, times: Object.freeze(this.times) });
    }

    // -- 日子
    expiry(before) {
        const { term } = this;
        if (this.expiryTold || term === null || term.end === null) return null;
        if (term.end.day >= before) return null;
        let over = _later(term.end.day, 1);
        while (this.#hasExpired(over) === null && over < before) over = _later(over, 1);
        if (over >= before) return null;
        this.expiryTold = true;
        if (this.day === null || this.day < over) this.day = over;
        const due = this.due(over);
        const endings = due.filter((result) => result.outcome !== this.life.outcome);
        const notes = endings.some(_provides) ? [] : ["按现有的事实，没有规定可以适用"];
        const state = this.#now();
        return Object.freeze({ day: over, before: this.state, state, verdicts: [], due, notes });
    }

    happen({ day, words = "", facts = {}, decisions = {}, termStart = null, termEnd = null }) {
        for (const each of [day, termStart ?? day, termEnd ?? day]) _checkedDay(each);
        if (this.day !== null && day < this.day) {
            throw new DateError(`事件按日期先后给：${day} 早于前一步的 ${this.day}`);
        }
        this.day = day;
        const event = { day, termStart, termEnd, decided: this.life.decided(decisions) };
        this.facts = _knownFacts(this.facts, facts);
        const before = this.state;
        const last = this.life.outcome; // 它可能写明别的决定以后是哪一级
        const late = ([outcome]) => (outcome === last ? 1 : 0);
        const order = [...event.decided].sort((one, other) => late(one) - late(other));
        const verdicts = order.map(([outcome, value]) => this.#verdict(outcome, value, event));
        const notes = verdicts.flatMap((verdict) => this.#apply(verdict, event));
        const prolonged = verdicts.some((verdict) => verdict.change?.kind === "续期");
        if (termStart !== null && this.term !== null && !prolonged) {
            this.#restart(termStart);
        }
        if (termEnd !== null) {
            this.term = _term(this.term?.start ?? null, this.#end(termEnd));
            this.expiryTold = false;
        }
        const due = this.due(day);
        const silent = !Object.keys(facts).length && !event.decided.size;
        if (words && silent) notes.push(`文件没有规定“${words}”会怎样，状态不变`);
        else if (this.#isStuck(facts, event, due)) {
            notes.push("按这些事实，没有规定可以适用，状态不变");
        }
        return Object.freeze({ day, before, state: this.#now(), verdicts, due, notes });
    }

    #isStuck(facts, event, due) {
        const { life } = this;
        const goingOn = ![null, life.initial, ...life.finals].includes(this.state);
        const waits = life.expired || event.decided.size || !Object.keys(facts).length;
        return goingOn && !waits && !due.some(_provides);
    }

    // -- 条文给出什么
    due(day) {
        return this.life.deciders.map((outcome) => this.#result(outcome, day));
    }

    #result(outcome, day) {
        const { life } = this;
        const found = { ...this.facts };
        const begun = this.moved || life.startsKnown || this.state !== life.initial;
        if (this.state !== null && begun) found[life.given] = this.state;
        if (life.expired && !Object.hasOwn(found, life.expired)) {
            found[life.expired] = this.#hasExpired(day);
        }
        return evaluate(found, { outcome, asOf: day, readings: life.readings }).get(outcome);
    }

    #hasExpired(day) {
        const { life, term } = this;
        if (term === null) return [life.initial, ...life.finals].includes(this.state) ? false : null;
        return term.end === null ? null : _hasPassed(term.end, day, life.holidaysMove);
    }

    // -- 决定
    #verdict(outcome, value, event) {
        const { life } = this;
        const result = this.#result(outcome, event.day);
        const changes = [...event.decided].map(([name, each]) => life.changeOf(name, each));
        const tells = outcome === life.outcome && changes.some(_targetOpen);
        const ground = tells ? "由决定写明" : _ground(result, value);
        const change = life.changeOf(outcome, value);
        return Object.freeze({ outcome, value, ground, result, change });
    }

    #apply({ outcome, value, ground, result, change }, event) {
        const done = _shown(value);
        const notes = [];
        if (ground === "与条文不符") {
            notes.push(`按条文，“${outcome}”${_said(result)}，不是“${done}”`);
        }
        if (outcome === this.life.outcome) {
            this.#enter(value, event.day);
            return notes;
        }
        if (change === null) return [...notes, `文件没有规定“${done}”对级别和期限有什么影响`];
        return [...notes, ...this.#change(change, event)];
    }

    #change(change, event) {
        const key = `${change.outcome}：${_shown(change.value)}`;
        this.times[key] = (this.times[key] ?? 0) + 1;
        const notes = [];
        if (change.times !== null && this.times[key] > change.times) {
            const rule = `${change.citation}规定“${_shown(change.value)}”至多${change.times}次`;
            notes.push(`${rule}，这是第${this.times[key]}次`);
        }
        if (change.kind === "不变") return notes;
        const done = change.kind === "续期" ? this.#prolong(change, event) : this.#move(change, event);
        return [...notes, ...done];
    }

    #move(change, event) {
        const { life, state } = this;
        const done = _shown(change.value);
        if (state === null) return [`现在是哪一级不明，“${done}”以后也不明`];
        const rises = change.kind === "升到";
        const climbs = rises || change.kind === "降到";
        const lived = life.steps.filter((step) => !life.finals.includes(step));
        if (climbs && (!lived.length || state === (rises ? lived.at(-1) : lived[0]))) {
            return [`${_shown(state)}没有可以${done}到的级别`];
        }
        let { target } = change;
        if (climbs && change.step) target = life.steps[life.steps.indexOf(state) + (rises ? 1 : -1)];
        if (target === null || target === undefined) {
            this.state = null;
            this.term = null;
            if (event.decided.has(life.outcome)) return [];
            const open = `${change.citation}没有写明“${done}”以后是哪一级`;
            return [`${open}；由决定另行写明的，在事件里给出`];
        }
        this.#enter(target, event.day);
        if (!life.finals.includes(target) && !change.restarts && this.term !== null) {
            const assumed = this.term.end ?? this.term.assumed;
            this.term = _term(null, null, assumed, "变更以后期限怎样计算没有写明");
        }
        return [];
    }

    #prolong(change, { day, termStart, termEnd }) {
        this.expiryTold = false;
        if (termEnd !== null) return [];
        let { length } = change;
        if (typeof length === "string") {
            const why = `“${length}”${_said(this.#result(length, day))}`;
            length = this.#period(length, day);
            if (length === null) {
                this.term = _term(null, null, null, why);
                return [`延长多久还不能确定：${why}`];
            }
        }
        if (length === null) {
            this.term = _term(null, null, null, "延长多久没有写明");
            return [`${change.citation}没有写明延长多久；决定写明的，在事件里给出“到期”`];
        }
        if (termStart !== null || change.restarts) {
            const start = termStart ?? (this.life.fromDecision ? day : null);
            const end = this.#end(_after(start ?? day, length));
            this.term = start
                ? _term(start, end)
                : _term(null, null, end, "从哪一天起算没有写明");
            return [];
        }
        if (this.term === null || this.term.end === null) {
            return ["原来的届满日不明，延长以后也不明"];
        }
        const { start, end, whyOpen } = this.term;
        this.term = _term(start, this.#end(_after(end.day, length)), null, whyOpen);
        return [];
    }

    #period(outcome, day) {
        const { value } = this.#result(outcome, day);
        const unit = this.life.units[outcome];
        return unit !== undefined && typeof value === "number" ? { number: value, unit } : null;
    }

    // -- 状态和期限
    #enter(state, day) {
        const { life } = this;
        Object.assign(this, { state, expiryTold: false, moved: true, term: null });
        if ([life.initial, ...life.finals].includes(state) || !life.term) return;
        const length = this.#period(life.term, day);
        if (length === null) {
            this.term = _term(null, null, null, `${_shown(state)}的期限没有确定`);
            return;
        }
        const end = this.#end(_after(day, length));
        if (life.fromDecision) this.term = _term(day, end);
        else {
            const said = `期限自${life.start}起算，在事件里写明是哪一天`;
            this.term = _term(null, null, end, life.start ? said : "从哪一天起算没有写明");
        }
    }

    #restart(start) {
        const length = this.life.term ? this.#period(this.life.term, start) : null;
        const end = length === null ? null : this.#end(_after(start, length));
        this.term = _term(start, end, null, end ? "" : "期限多长没有确定");
    }

    /** 最后一天，和它遇休假日顺延到的一天；没有日历的为 null。 */
    #end(day) {
        const { isHoliday } = this.life;
        let moved = day;
        let found = isHoliday === null ? null : isHoliday(moved);
        while (found) {
            moved = _later(moved, 1);
            found = isHoliday(moved);
        }
        return Object.freeze({ day, moved: found === false ? moved : null });
    }
}

/** 使状态改变，而条文没有写明改成哪一级。 */
function _targetOpen(change) {
    const moves = change !== null && ["转为", "升到", "降到"].includes(change.kind);
    return moves && change.target === null && !change.step;
}

function _ground(result, value) {
    if (result.kind === "定" && result.values.includes(value)) return "依条文";
    if (result.kind === "裁量" && result.permitted.includes(value)) return "依条文裁量";
    if (result.kind === "冲突" && result.values.includes(value)) return "条文冲突";
    return ["未知", "读法分歧"].includes(result.kind) ? "未知" : "与条文不符";
}

function _provides(result) {
    return result.kind !== "空白" && result.kind !== "不适用";
}

function _said(result) {
    const values = result.kind === "裁量" ? result.permitted : result.values;
    return `的结果是${result.kind}${values.length ? `（${values.map(_shown).join("、")}）` : ""}`;
}

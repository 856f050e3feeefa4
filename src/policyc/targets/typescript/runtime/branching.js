// One key under every choice of the readings that matter, as `core.branching` says it.

import { _choice, _choose, _given, _join, _openReading } from "./document.js";
import { _concludePartial } from "./effects.js";
import { _distinct, _key } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
/** 一个结论的一个键，推演它在各种读法下的结果。 */
class _Case {
    #leaves = [];
    #decided = new Map();

    constructor(number, key, fixed, period) {
        this.question = DOCUMENT.questions[number];
        this.key = key;
        this.fixed = fixed;
        this.period = period;
    }

    /** 各种读法下的结果；tree 是给下游的段号随读法怎样变。 */
    findings() {
        const outside = DOCUMENT.outside[this.period];
        const applies = new Map();
        for (const rule of this.question.rules) {
            applies.set(rule.norm, outside.includes(rule.norm) ? false : this.#settled(rule.when));
        }
        const tree = this.#grown(applies, this.#settled(this.question.trigger), new Map());
        return { leaves: this.#leaves, tree };
    }

    // -- 条件
    /** 键里的事实代入之后，只剩读法的条件。 */
    #settled(logic) {
        switch (logic?.form) {
            case "格": {
                const { position } = logic;
                const bits = (this.key[position >>> 5] >>> (position & 31)) & 3;
                return bits === 1 ? null : bits === 3;
            }
            case "上游":
                return this.#fed(logic);
            case "读法": {
                const chosen = this.fixed.get(logic.reading);
                if (chosen !== undefined) return this.#settled(logic.parts[chosen]);
                return _choice(logic.reading, logic.parts.map((part) => this.#settled(part)));
            }
            case "且":
            case "或":
                return _join(logic.form, logic.parts.map((part) => this.#settled(part)));
            default:
                return logic;
        }
    }

    #fed(logic) {
        const ref = this.question.refs[logic.ref];
        const code = this.key[ref.word];
        if ((code & 1) === 0) return code ? logic.regions.includes(code / 2 - 1) : null;
        return _tested(this.#upstream(ref).tree, logic.regions);
    }

    #upstream(ref) {
        const key = this.key.slice(ref.word, ref.word + ref.words);
        return _findings(ref.question, key, this.fixed, this.period);
    }

    // -- 读法
    /** 逐一取定有影响的读法；得到给下游的段号。 */
    #grown(applies, trigger, chosen) {
        let reading = null;
        for (const logic of [...applies.values(), trigger]) {
            reading = _openReading(logic);
            if (reading !== null) break;
        }
        if (reading === null) reading = this.#contested(applies, chosen);
        if (reading === null) return this.#leaf(applies, trigger, chosen);
        const parts = DOCUMENT.options(reading).map((option, number) => {
            const left = new Map();
            for (const [bit, logic] of applies) left.set(bit, _given(logic, reading, number));
            const after = _given(trigger, reading, number);
            return this.#grown(left, after, new Map([...chosen, [reading, option]]));
        });
        return _choice(reading, parts);
    }

    /** 还没有取定、而又有别的规范与之相遇的优先读法。 */
    #contested(applies, chosen) {
        for (const [bit, logic] of applies) {
            const norm = NORMS[bit];
            if (!norm.direct || logic === false) continue;
            const reading = DOCUMENT.numbers.get(norm.direct);
            if (chosen.has(reading) || this.fixed.has(reading)) continue;
            if (this.#rivals(norm).some((other) => applies.get(other) !== false)) return reading;
        }
        return null;
    }

    /** 对同一结论、同一对象的其他规范。 */
    #rivals(norm) {
        return this.question.rules
            .map((rule) => rule.norm)
            .filter((bit) => {
                const { outcome, subject } = NORMS[bit];
                return bit !== norm.bit && outcome === norm.outcome && subject === norm.subject;
            });
    }

    // -- 一种读法之下
    #leaf(applies, trigger, chosen) {
        const effects = new Map();
        for (const bit of applies.keys()) {
            if (NORMS[bit].direct) effects.set(bit, this.#effect(NORMS[bit], chosen));
        }
        // 未知的原因随读法而变，因此有上游的也看怎样取定。
        const under = this.question.refs.length ? [...chosen] : [];
        const memo = JSON.stringify([[...applies.values()], trigger, [...effects.values()], under]);
        let found = this.#decided.get(memo);
        if (found === undefined) {
            found = this.#decide(applies, trigger, effects, chosen);
            this.#decided.set(memo, found);
        }
        this.#leaves.push({ chosen, ...found });
        return found.fed === null ? 0 : (this.question.codes.get(found.fed) ?? 0);
    }

    /** “直接”在所取的读法下是什么意思；没有取定为空。 */
    #effect(norm, chosen) {
        const reading = DOCUMENT.numbers.get(norm.direct);
        const choice = chosen.get(reading) ?? this.fixed.get(reading) ?? null;
        return choice === null ? "" : DOCUMENT.readings[reading].effects[choice];
    }

    #decide(applies, trigger, effects, chosen) {
        const { question } = this;
        const winners = new Map();
        for (const rule of question.rules) winners.set(rule.norm, this.#winners(rule, effects));
        const forces = new Map();
        for (const bit of applies.keys()) _force(bit, applies, winners, forces);
        const inForce = [];
        const undecided = [];
        const trace = [];
        for (const { norm: bit } of question.rules.slice(0, question.own)) {
            const norm = NORMS[bit];
            const force = forces.get(bit);
            const own = applies.get(bit);
            if (force !== false) {
                const floor = effects.get(bit) === "下限";
                const effect = { modality: norm.modality, values: norm.values, floor };
                (force ? inForce : undecided).push(effect);
            }
            const beaten = winners.get(bit).filter((winner) => forces.get(winner));
            const defeatedBy = own === false ? [] : beaten.map((winner) => NORMS[winner]);
            trace.push({ norm, force, condition: own, defeatedBy });
        }
        const conclusion = _concludePartial(question.overlap, inForce, undecided, trigger);
        let causes = [];
        if (conclusion.kind === "未知") {
            causes = _distinct(this.#causes(forces, winners, chosen), (c) => `${c.outcome} ${c.kind}`);
        }
        const notes = _prohibitionNotes(trace, conclusion);
        const decision = Object.freeze({ ...conclusion, trace, trigger, causes, notes });
        let fed = conclusion.kind === "不适用" ? question.noneValue : null;
        if (conclusion.kind === "定" && conclusion.values.length === 1) fed = conclusion.values[0];
        return { decision, fed };
    }

    /** 优先于一条规范的，和按读法替代它的。 */
    #winners(rule, effects) {
        const norm = NORMS[rule.norm];
        if (norm.direct) return rule.beatenBy;
        const replacing = this.#rivals(norm).filter((rival) => effects.get(rival) === "替代");
        return [...new Set([...rule.beatenBy, ...replacing])];
    }

    // -- 未知的原因
    /** 哪些上游结论没有给出所需的值。 */
    #causes(forces, winners, chosen) {
        const { rules, own, trigger } = this.question;
        const asked = rules.slice(0, own).map((rule) => rule.norm);
        const found = [];
        if (!asked.some((bit) => forces.get(bit))) found.push(...this.#pending(trigger, chosen));
        const todo = asked.filter((bit) => forces.get(bit) === null);
        for (const bit of todo) {
            const rule = rules.find((each) => each.norm === bit);
            found.push(...this.#pending(rule.when, chosen));
            for (const winner of winners.get(bit)) {
                if (forces.get(winner) === null && !todo.includes(winner)) todo.push(winner);
            }
        }
        return found;
    }

    #pending(logic, chosen) {
        let left = this.#settled(logic);
        for (const [reading, option] of chosen) {
            left = _given(left, reading, DOCUMENT.options(reading).indexOf(option));
        }
        if (left !== null || logic === null) return [];
        if (logic.form === "上游") return this.#why(this.question.refs[logic.ref], chosen);
        if (logic.form === "读法") {
            const choice = chosen.get(logic.reading) ?? this.fixed.get(logic.reading) ?? null;
            const parts = choice === null ? logic.parts : [logic.parts[choice]];
            return parts.flatMap((part) => this.#pending(part, chosen));
        }
        return (logic.parts ?? []).flatMap((part) => this.#pending(part, chosen));
    }

    #why(ref, chosen) {
        if ((this.key[ref.word] & 1) === 0) return [];
        const found = [];
        for (const { chosen: taken, decision } of this.#upstream(ref).leaves) {
            const here = [...taken].every(([r, o]) => !chosen.has(r) || chosen.get(r) === o);
            if (!here) continue;
            if (decision.kind === "未知") found.push(...decision.causes);
            else {
                const { outcome } = DOCUMENT.questions[ref.question];
                found.push(Object.freeze({ outcome, kind: decision.kind }));
            }
        }
        return found;
    }
}

/** 上游给的段号是否在其中，随读法而变。 */
function _tested(tree, regions) {
    if (typeof tree === "object") {
        return _choice(tree.reading, tree.parts.map((part) => _tested(part, regions)));
    }
    return tree ? regions.includes(tree / 2 - 1) : null;
}

function _force(bit, applies, winners, forces) {
    if (!forces.has(bit)) {
        let force = applies.get(bit);
        for (const winner of force === false ? [] : winners.get(bit)) {
            const beaten = _force(winner, applies, winners, forces);
            if (beaten === true) {
                force = false;
                break;
            }
            if (beaten === null) force = null;
        }
        forces.set(bit, force);
    }
    return forces.get(bit);
}

const _FOUND = new Map();

function _findings(number, key, fixed, period) {
    const asked = JSON.stringify([number, key, [...fixed], period]);
    let found = _FOUND.get(asked);
    if (found === undefined) {
        found = new _Case(number, key, fixed, period).findings();
        if (_FOUND.size >= 4096) _FOUND.clear();
        _FOUND.set(asked, found);
    }
    return found;
}

function _prohibitionNotes(trace, conclusion) {
    const found = [];
    for (const { norm, force } of trace) {
        if (!["不得", "原则上不得"].includes(norm.modality) || !force) continue;
        const what = `“${norm.citation}”${norm.modality}“${norm.values.map(_shown).join("、")}”`;
        if (norm.modality === "原则上不得" && !norm.statedException) {
            found.push(`${what}，例外情形原文未列明`);
        } else if (conclusion.kind === "空白" || conclusion.kind === "不适用") {
            found.push(`${what}，此外没有规定`);
        }
    }
    return found;
}

/** 一个值怎样说；日期写成 2019年5月30日。 */
function _shown(value) {
    if (typeof value === "boolean") return value ? "是" : "否";
    if (_isDay(value)) {
        const [year, month, day] = value.split("-").map(Number);
        return `${year}年${month}月${day}日`;
    }
    return String(value);
}

// From the norms in force to a result, as `core.effects` says it.

import { _distinct, _key, _sameValues } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
const _STATUS_QUO = "维持现状";

function _conclusion(kind, values = [], permitted = []) {
    return { kind, values, permitted };
}

function _agrees(one, other) {
    if (one.kind !== other.kind) return false;
    if (one.kind === "冲突") return true;
    return _sameValues(one.values, other.values) && _sameValues(one.permitted, other.permitted);
}

/** 一个结论的竞合，和各级从轻到重的次序（没有级别的按大小）。 */
class _Overlap {
    constructor(rule, steps = []) {
        this.rule = rule;
        this.steps = steps;
    }

    #heavier(one, other) {
        if (this.steps.length) return this.steps.indexOf(one) > this.steps.indexOf(other);
        return _heavier(one, other);
    }

    highest(values) {
        return values.reduce((best, value) => (this.#heavier(value, best) ? value : best));
    }

    lowest(values) {
        return values.reduce((best, value) => (this.#heavier(best, value) ? value : best));
    }
}

function _heavier(one, other) {
    if (typeof one === "string" || typeof one === "boolean") return one > other;
    return Fraction.of(one).compare(Fraction.of(other)) > 0;
}

function _of(effects, ...modalities) {
    return _distinct(
        effects.filter((e) => modalities.includes(e.modality)).flatMap((e) => e.values),
    );
}

/** 全部生效与否都已知时的结果。 */
function _conclude(overlap, effects, triggered) {
    const duties = _duties(overlap, effects);
    const choices = effects.filter((e) => e.modality === "应当视情").map((e) => e.values);
    const forbidden = _of(effects, "不得", "原则上不得");
    let allowed = _of(effects, "可以");
    if (allowed.length) allowed = _distinct([...allowed, _STATUS_QUO]);
    if (duties.length) return _obliged(overlap, duties, choices, allowed, forbidden);
    if (choices.length) {
        const offered = _distinct(choices.flat());
        const common = offered.filter((v) => choices.every((choice) => choice.includes(v)));
        const left = common.filter((v) => !allowed.length || allowed.includes(v));
        const rivals = allowed.filter((v) => !offered.includes(v) && v !== _STATUS_QUO);
        return _discretion(left, forbidden, [...offered, ...rivals]);
    }
    if (allowed.length) return _discretion(allowed, forbidden, allowed);
    return _conclusion(triggered ? "空白" : "不适用");
}

/** 应当的结果；有下限的，各自提到最高的下限。 */
function _duties(overlap, effects) {
    const plain = effects.filter((e) => e.modality === "应当");
    const floors = _distinct(plain.filter((e) => e.floor).flatMap((e) => e.values));
    const own = _distinct(plain.filter((e) => !e.floor).flatMap((e) => e.values));
    if (!floors.length) return own;
    const floor = overlap.highest(floors);
    return _distinct((own.length ? own : [floor]).map((v) => overlap.highest([v, floor])));
}

function _obliged(overlap, duties, choices, allowed, forbidden) {
    if (overlap.rule === "就高") duties = [overlap.highest(duties)];
    else if (overlap.rule === "就低") duties = [overlap.lowest(duties)];
    else if (overlap.rule !== "累加" && duties.length > 1) return _conclusion("冲突", duties);
    const lawful = duties.every(
        (value) =>
            !forbidden.includes(value) &&
            (!allowed.length || allowed.includes(value)) &&
            choices.every((choice) => choice.includes(value)),
    );
    return _conclusion(lawful ? "定" : "冲突", duties);
}

function _discretion(options, forbidden, offered) {
    const left = options.filter((value) => !forbidden.includes(value));
    return left.length ? _conclusion("裁量", [], left) : _conclusion("冲突", offered);
}

/** 有的规范生效与否未知：不论补上什么都一样的结果，否则未知。 */
function _concludePartial(overlap, inForce, undecided, trigger) {
    const name = (e) => `${e.modality} ${e.floor} ${e.values.map(_key)}`;
    const certain = _distinct(inForce, name);
    const known = new Set(certain.map(name));
    const free = _distinct(undecided, name).filter((effect) => !known.has(name(effect)));
    const first = _conclude(overlap, certain, trigger === true);
    const answered = trigger !== null || (first.kind !== "空白" && first.kind !== "不适用");
    if (
        answered &&
        _completions(first, certain, free).every((extra) =>
            _agrees(_conclude(overlap, [...certain, ...extra], trigger === true), first),
        )
    ) {
        return first;
    }
    if (overlap.rule !== "累加") return _conclusion("未知");
    let part = _duties(overlap, certain);
    for (const effect of free) {
        const after = _duties(overlap, [...certain, effect]);
        part = part.filter((value) => after.includes(value));
    }
    return _conclusion("未知", part);
}

/** 足以看出结果会不会变的几种补法：不是冲突的逐一添加；是冲突的，添上至多两项应当。 */
function _completions(first, certain, free) {
    if (first.kind !== "冲突") return free.map((effect) => [effect]);
    const may = certain.some((effect) => effect.modality === "可以");
    const permissions = free.filter((effect) => may && effect.modality === "可以");
    const duties = free.filter((effect) => effect.modality === "应当");
    const added = [[], ...duties.map((duty) => [duty])];
    duties.forEach((duty, k) => {
        for (const other of duties.slice(k + 1)) added.push([duty, other]);
    });
    return added.map((extra) => [...permissions, ...extra]);
}

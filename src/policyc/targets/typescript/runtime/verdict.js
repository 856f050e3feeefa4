// The result of a key: what its readings have in common, and where they differ.

import { _findings } from "./branching.js";
import { Result, _distinct, _key, _sameResult } from "./results.js";

// ------------------------------------------------------------------ 8< ------------------------
/** 只凭它的取法就能使结果不同的读法；关于优先的在后。 */
function _relevant(leaves) {
    const kinds = [];
    const coded = leaves.map(({ chosen, decision }) => {
        let number = kinds.findIndex((known) => _sameResult(known, decision));
        if (number < 0) number = kinds.push(decision) - 1;
        return { number, chosen };
    });
    const found = new Set();
    coded.forEach((one, k) => {
        for (const other of coded.slice(k + 1)) {
            if (one.number === other.number) continue;
            const differing = [...one.chosen].filter(
                ([reading, option]) =>
                    other.chosen.has(reading) && other.chosen.get(reading) !== option,
            );
            if (differing.length === 1) found.add(differing[0][0]);
        }
    });
    const late = (reading) => (DOCUMENT.readings[reading].effects.length ? 1 : 0);
    return [...found].sort((one, other) => late(one) - late(other) || one - other);
}

/** 有影响的读法的每一种取法，及其结果；别的读法各取第一种。 */
function _under(leaves) {
    const readings = _relevant(leaves);
    if (!readings.length) return [];
    let picks = [new Map()];
    for (const reading of readings) {
        const { choices } = DOCUMENT.readings[reading];
        picks = picks.flatMap((pick) => choices.map((_, k) => new Map([...pick, [reading, k]])));
    }
    const found = [];
    for (const pick of picks) {
        const leaf = leaves.find(({ chosen }) =>
            [...chosen].every(([reading, option]) => {
                const wanted = pick.has(reading) ? pick.get(reading) : DOCUMENT.options(reading)[0];
                return option === wanted;
            }),
        );
        if (leaf !== undefined) {
            found.push(Object.freeze({ readings: _named(pick), decision: leaf.decision }));
        }
    }
    return found;
}

/** 读法的名称和取法，不用序号。 */
function _named(choices) {
    const found = {};
    for (const [reading, choice] of choices) {
        const { name, choices: all } = DOCUMENT.readings[reading];
        found[name] = all[choice];
    }
    return Object.freeze(found);
}

/** 一个结论的一个键的结果；Views 记住它。 */
function _decide(number, key, fixed, period) {
    const question = DOCUMENT.questions[number];
    const { leaves, tree } = _findings(number, key, fixed, period);
    const settled = leaves.filter(({ chosen }) =>
        [...chosen].every(([r, option]) => option === null || !DOCUMENT.readings[r].effects.length),
    );
    const decisions = [...new Set(settled.map((leaf) => leaf.decision))];
    const [first] = decisions;
    const agreed = decisions.every((other) => _sameResult(first, other));
    const causes = _distinct(
        decisions.flatMap((d) => d.causes),
        (cause) => `${cause.outcome} ${cause.kind}`,
    );
    const flags = DOCUMENT.inForce[period] ? [] : ["未施行"];
    flags.push(...decisions.flatMap((d) => d.notes));
    flags.push(...causes.map((c) => `上游结论“${c.outcome}”${_how(c.kind)}，因此未知`));
    const definite = typeof tree === "number" && tree !== 0;
    return new Result({
        outcome: question.outcome,
        key: question.key,
        subject: question.subject,
        kind: agreed ? first.kind : "读法分歧",
        values: agreed ? _mergedValues(decisions) : [],
        permitted: agreed ? first.permitted : [],
        trace: first.trace.map((_, k) => _merged(decisions.map((d) => d.trace[k]))),
        byReading: _under(leaves),
        readings: _named(question.readings.filter((r) => fixed.has(r)).map((r) => [r, fixed.get(r)])),
        causes,
        flags: [...new Set(flags)],
        feeds: _distinct(settled.map((leaf) => leaf.fed).filter((fed) => fed !== null)),
        code: definite ? key.map((_, k) => (k ? 0 : tree)) : key,
    });
}

function _how(kind) {
    return kind === "定" ? "有多个值" : kind;
}

/** 各读法一致的作用，不一致的为 null。 */
function _merged(entries) {
    const [{ norm, force, condition }] = entries;
    return Object.freeze({
        norm,
        force: entries.every((e) => e.force === force) ? force : null,
        condition: entries.every((e) => e.condition === condition) ? condition : null,
        defeatedBy: [...new Set(entries.flatMap((e) => e.defeatedBy))],
    });
}

function _mergedValues(decisions) {
    const values = _distinct(decisions.flatMap((d) => d.values));
    if (decisions[0].kind !== "未知") return values;
    return values.filter((value) => decisions.every((d) => d.values.includes(value)));
}

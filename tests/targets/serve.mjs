// Runs generated modules for the tests: one JSON request a line in, one answer a line out.

import { createInterface } from "node:readline";

const modules = new Map();

const answers = {
    async load({ path }) {
        const loaded = await import(path);
        modules.set(path, loaded);
        return { facts: loaded.FACTS.map((fact) => fact.key) };
    },
    evaluate({ path, cases }) {
        const module = modules.get(path);
        return cases.map(({ facts, asked }) =>
            module.evaluate(decoded(module, facts), asked).results.map(row),
        );
    },
    fast({ path, cases, questions, listing }) {
        const module = modules.get(path);
        return cases.map(({ facts, asked }) => fast(module, facts, asked, questions, listing));
    },
    check({ path, cases }) {
        const module = modules.get(path);
        return cases.map(({ raw, restHarmless }) => {
            const given = special(module, raw);
            const { facts, problems } = module.checkFacts(given, { restHarmless });
            const plain = Object.entries(facts).filter(([, value]) => value !== null);
            const results = problems.length ? [] : module.evaluate(facts).results.map(row);
            const read = Object.fromEntries(plain.map(([key, value]) => [key, shown(value)]));
            return { facts: read, problems, results };
        });
    },
    live({ path, histories, holidays }) {
        const module = modules.get(path);
        return histories.map((history) => lived(module, history, holidays));
    },
    run({ path, code }) {
        return new Function("m", `return (${code})(m)`)(modules.get(path));
    },
};

/** The facts of a case: numbers come as text, so that they stay exact. */
function decoded(module, facts) {
    const read = ([name, value]) => [name, valueOf(module, value)];
    return Object.fromEntries(Object.entries(facts).map(read));
}

function valueOf(module, value) {
    if (value === null || typeof value !== "object") return value;
    const [top, bottom] = value.number.split("/");
    const exact = new module.Fraction(BigInt(top), BigInt(bottom ?? "1"));
    const near = exact.toNumber();
    if (module.Fraction.of(near).compare(exact) === 0) return near;
    return bottom === undefined ? exact.numerator : exact;
}

function special(module, raw) {
    const given = decoded(module, raw);
    for (const [name, value] of Object.entries(given)) if (value === "<NaN>") given[name] = NaN;
    return given;
}

/** A value as the tests compare it: numbers by what they exactly are. */
function shown(value) {
    if (typeof value === "number") return `#${exactly(value)}`;
    return typeof value === "bigint" || typeof value === "object" ? `#${value}` : value;
}

/** What the decimal text of a number says, apart from how the modules read it. */
function exactly(number) {
    const [mantissa, power = "0"] = String(number).split("e");
    const [whole, part = ""] = mantissa.split(".");
    const places = part.length - Number(power);
    const top = BigInt(whole + part) * 10n ** BigInt(Math.max(0, -places));
    const bottom = 10n ** BigInt(Math.max(0, places));
    let [a, b] = [top < 0n ? -top : top, bottom];
    while (b) [a, b] = [b, a % b];
    return bottom === a ? `${top / a}` : `${top / a}/${bottom / a}`;
}

function row(result) {
    return {
        ...decision(result),
        outcome: [result.outcome, result.subject],
        value: result.value === null ? null : shown(result.value),
        by_reading: result.byReading.map((under) => [
            Object.entries(under.readings),
            decision(under.decision),
        ]),
        readings: Object.entries(result.readings),
        causes: result.causes.map((cause) => [cause.outcome, cause.kind]),
        flags: result.flags,
    };
}

function decision({ kind, values, permitted, trace }) {
    return {
        kind,
        values: values.map(shown),
        permitted: permitted.map(shown),
        trace: trace.map((e) => [e.norm.id, e.force, e.condition, e.defeatedBy.map((n) => n.id)]),
    };
}

function own(given, key) {
    return Object.hasOwn(given, key) ? given[key] : undefined;
}

/** The fast path, results fed downstream by hand. */
function fast(module, facts, asked, questions, listing) {
    const given = decoded(module, facts);
    const views = module.views(asked);
    const results = [];
    for (const { name, facts: keys, refs } of questions) {
        const parts = [];
        if (keys.length) parts.push(Object.fromEntries(keys.map((key) => [key, own(given, key)])));
        for (const { question, given: act } of refs) {
            parts.push((act === null ? null : own(given, act)) ?? results[question]);
        }
        results.push(module[name](...parts, views));
    }
    return listing.map((number) => {
        const { outcome, subject, kind, value, inForce, uncertain, matters } = results[number];
        return {
            outcome: [outcome, subject],
            kind,
            value: value === null ? null : shown(value),
            in_force: inForce.map((norm) => norm.id),
            uncertain: uncertain.map((norm) => norm.id),
            matters,
        };
    });
}

/** A history, its entries as the tests compare them. */
function lived(module, { facts, events, until, asked }, { known, table }) {
    const days = new Set(table);
    const isHoliday = (day) => (day < known[0] || day > known[1] ? null : days.has(day));
    const life = module.LIVES[0].under({ ...asked, isHoliday });
    let state = life.begin(decoded(module, facts));
    const found = [];
    const take = (step) => {
        if (step === null) return;
        state = JSON.parse(JSON.stringify(step.state)); // it may be stored between two steps
        found.push(entry(step));
    };
    for (const event of events) {
        take(life.expiry(state, event.day));
        take(life.step(state, { ...event, facts: decoded(module, event.facts) }));
    }
    take(life.expiry(state, until));
    return found;
}

function entry({ day, before, state, verdicts, due, notes }) {
    const ends = (term) => [term.end, term.assumed].map((end) => end && [end.day, end.moved]);
    const { term } = state;
    return {
        day,
        before,
        after: state.state,
        term: term && [term.start, ...ends(term), term.whyOpen],
        verdicts: verdicts.map((v) => [v.outcome, v.value, v.ground, v.change && v.change.citation]),
        due: due.map((r) => [
            r.outcome,
            r.kind,
            [...r.values, ...r.permitted].map(String).sort(),
            r.citations,
        ]),
        notes,
    };
}

for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
        answer = { value: await answers[request.do](request) };
    } catch (error) {
        answer = { error: { name: error.name, message: error.message, stack: error.stack } };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// One mix of cases: all answers equal, then each contender timed once a round. See the .py beside.

import { readFileSync } from "node:fs";

import { decide } from "./by_hand.mjs";

const [, , path, rounds] = process.argv;
const { records, answers, readings, fixed, open } = JSON.parse(readFileSync(path, "utf-8"));
const [fixedModule, openModule] = await Promise.all([import(fixed), import(open)]);

let kept = 0; // what comes out is used, so that nothing is left out as pointless

function fast(module, v) {
    const { decideSevereArea, decideTierResult } = module;
    return {
        run() {
            for (const record of records) {
                const area = decideSevereArea(record, v);
                kept += decideTierResult(record, record.listed ?? area, v).inForce.length;
            }
        },
        answer(record) {
            const area = decideSevereArea(record, v);
            const tier = decideTierResult(record, record.listed ?? area, v);
            return [tier.value ?? tier.kind, [...area.citations, ...tier.citations]];
        },
    };
}

function explained(module, asked) {
    const { evaluate } = module;
    return {
        run() {
            for (const record of records) kept += evaluate(record, asked).results.length;
        },
        answer(record) {
            const found = evaluate(record, asked);
            const [area, tier] = [found.get("毒品问题严重地区"), found.get("整治级别")];
            return [tier.value ?? tier.kind, [...area.citations, ...tier.citations]];
        },
    };
}

const outcome = "整治级别";
const contenders = {
    "手写（对象进）": {
        run() {
            for (const record of records) kept += decide(record)[1].length;
        },
        answer: decide,
    },
    "生成：快路，读法已取定": fast(fixedModule, fixedModule.OPEN),
    "生成：快路，读法在调用时取定": fast(openModule, openModule.views({ readings })),
    "生成：附依据，一个结论及其上游": explained(fixedModule, { outcome }),
    "生成：附依据，全文的结论": explained(fixedModule, {}),
};

for (const [name, { answer }] of Object.entries(contenders)) {
    records.forEach((record, k) => {
        const got = JSON.stringify(answer(record));
        if (got !== JSON.stringify(answers[k])) {
            throw new Error(`${name} 的答案不同：${got}，手写为 ${JSON.stringify(answers[k])}`);
        }
    });
}

const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
for (let round = 0; round < Number(rounds); round += 1) {
    for (const [name, { run }] of Object.entries(contenders)) {
        const start = process.hrtime.bigint();
        run();
        times[name].push(Number(process.hrtime.bigint() - start) / records.length);
    }
}
console.log(JSON.stringify({ times, kept: kept > 0 }));

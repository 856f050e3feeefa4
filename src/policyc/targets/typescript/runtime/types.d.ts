// What every generated module exports, whatever the document.

// ------------------------------------------------------------------ 8< ------------------------
export type Kind = "定" | "未知" | "裁量" | "冲突" | "空白" | "不适用" | "读法分歧";
export type Modality = "应当" | "可以" | "应当视情" | "不得" | "原则上不得";
export type FactType = "布尔" | "整数" | "小数" | "百分比" | "日期" | "级别" | "选项";

/** 整数：超出 number 确切范围的用 bigint。 */
export type Whole = number | bigint;
/** 小数：number 按它的十进制写法，0.1 就是 1/10；写不尽的用 Fraction。 */
export type Decimal = number | bigint | Fraction;
/** 日期：“2019-05-30”。 */
export type Day = string;
export type Value = boolean | Decimal | string;
/** null：未知。 */
export type Truth = boolean | null;

/** 一个分数，约到最简，分母为正。 */
export class Fraction {
    constructor(numerator: bigint, denominator?: bigint);
    readonly numerator: bigint;
    readonly denominator: bigint;
    /** 一个数确切是多少；不是有限数的为 null。 */
    static of(item: Decimal): Fraction | null;
    /** 小于、等于、大于另一个数：-1、0、1。 */
    compare(other: Fraction): -1 | 0 | 1;
    toNumber(): number;
    toString(): string;
    toJSON(): string;
}

/** 一个事实：中文名、英文名、类型、单位、范围或可选值、平常值、由谁认定。 */
export interface Fact {
    readonly name: string;
    readonly key: string;
    readonly type: FactType;
    readonly unit: string;
    readonly minimum: Decimal | null;
    readonly maximum: Decimal | null;
    readonly options: readonly string[];
    readonly harmless: Value | null;
    readonly determinedBy: string;
}

/** 输入的一处错误；code 与 policyc 的错误代码相同。 */
export interface Problem {
    readonly code: string;
    readonly fact: string;
    readonly message: string;
}

/** 给出的事实不能用。 */
export class FactError extends Error {}
/** 给出的截至日期不是“2020-06-01”这样的文字，或者没有这一天。 */
export class DateError extends Error {}
/** 没有这种读法，或者它没有这种取法。 */
export class ReadingError extends Error {}

/** 一条规范：条款、原文、规范词、结果。 */
export interface Norm {
    readonly bit: number;
    readonly id: string;
    readonly citation: string;
    readonly outcome: string;
    readonly subject: string;
    readonly modality: Modality;
    readonly values: readonly Value[];
    readonly quote: string;
    readonly direct: string;
    readonly statedException: boolean;
    readonly decider: string;
    readonly criterion: string;
}

/** 一种读法；effects 不空的关于谁优先。 */
export interface Reading {
    readonly name: string;
    readonly choices: readonly string[];
    readonly effects: readonly string[];
}

/** 一条规范在结果里的作用。force 为 null：是否生效未知，或者随读法不同。 */
export interface Trace {
    readonly norm: Norm;
    readonly force: Truth;
    readonly condition: Truth;
    readonly defeatedBy: readonly Norm[];
}

/** 未知的原因：上游的一个结论。 */
export interface Cause {
    readonly outcome: string;
    readonly kind: Kind;
}

/** 一种读法下的结果。 */
export interface Decision {
    readonly kind: Kind;
    readonly values: readonly Value[];
    readonly permitted: readonly Value[];
    readonly trace: readonly Trace[];
    readonly trigger: Truth;
    readonly causes: readonly Cause[];
    readonly notes: readonly string[];
}

/** 若干读法各取一种时的结果。 */
export interface UnderReading {
    readonly readings: Readonly<Record<string, string>>;
    readonly decision: Decision;
}

/** 一个结论的结果；多次调用共用，不能改动。 */
export class Result<V extends Value = Value> {
    private constructor();
    readonly outcome: string;
    readonly key: string;
    readonly subject: string;
    readonly kind: Kind;
    /** “定”的值，其他情形为 null。 */
    readonly value: V | null;
    readonly values: readonly V[];
    /** “裁量”可以选的；可能有“维持现状”。 */
    readonly permitted: readonly Value[];
    /** 生效的规范。 */
    readonly inForce: readonly Norm[];
    /** 是否生效未知或者随读法不同的规范。 */
    readonly uncertain: readonly Norm[];
    /** 对本案有影响的读法。 */
    readonly matters: readonly string[];
    readonly trace: readonly Trace[];
    readonly byReading: readonly UnderReading[];
    /** 已经取定的读法。 */
    readonly readings: Readonly<Record<string, string>>;
    readonly causes: readonly Cause[];
    readonly flags: readonly string[];
    /** 生效的条款，各一次。 */
    readonly citations: readonly string[];
    /** 同样的结果，另加一句说明。 */
    noted(note: string): Result<V>;
    toString(): string;
}

/** 一个案件的全部结论；可用结论的中文名或英文名取其中之一。 */
export class Evaluation implements Iterable<Result> {
    private constructor();
    readonly results: readonly Result[];
    [Symbol.iterator](): Iterator<Result>;
    get<K extends keyof Outcomes>(outcome: K): Result<Outcomes[K]>;
    get(outcome: string): Result;
}

/** 指定的读法和日期，连同各结论的记忆。 */
export class Views {
    private constructor();
}

/** 没有另行指定读法、不问日期时用的。 */
export const OPEN: Views;
export const FACTS: readonly Fact[];
/** 序号就是规范的 bit。 */
export const NORMS: readonly Norm[];
export const READINGS: readonly Reading[];

/** 读法怎样取；没有提到的都推演。 */
export interface Asked {
    readonly readings?: Readonly<Readings> | null;
    /** 截至哪一天；不给的，不看施行和失效日期。 */
    readonly asOf?: Day | null;
}

/** 一个案件的全部结论及依据；写明 outcome 的，只推它和它的上游。 */
export function evaluate(
    facts: Readonly<Facts>,
    asked?: Asked & { readonly outcome?: keyof Outcomes | null },
): Evaluation;

/** 检查外来的事实：名称、类型、单位、范围、常理。 */
export function checkFacts(
    raw: Readonly<Record<string, unknown>>,
    options?: { readonly restHarmless?: boolean },
): { facts: CheckedFacts; problems: Problem[] };

/** 指定读法和日期，交给 decide… 的 v；同样的只造一次。 */
export function views(asked?: Asked): Views;

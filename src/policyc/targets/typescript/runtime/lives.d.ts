// What modules of documents with a 流程 export besides.

// ------------------------------------------------------------------ 8< ------------------------
/** 变更：一种决定对状态做什么。length 是续期多长，或者给出它的结论；null：条文没有写明。 */
export interface Change {
    readonly citation: string;
    readonly quote: string;
    readonly outcome: string;
    readonly value: Value;
    readonly kind: "转为" | "升到" | "降到" | "续期" | "不变";
    readonly target: Value | null;
    readonly step: boolean;
    readonly length: { readonly number: number; readonly unit: "年" | "个月" | "日" } | string | null;
    readonly times: number | null;
    readonly restarts: boolean;
}

/** 期限的最后一天；moved：遇休假日顺延到哪一天（民法典第203条），没有日历的为 null。 */
export interface End {
    readonly day: Day;
    readonly moved: Day | null;
}

/** 一个期限。end 为 null：从哪一天起算、有多长没有写明；assumed 是从决定之日起算的届满日。 */
export interface Term {
    readonly start: Day | null;
    readonly end: End | null;
    readonly assumed: End | null;
    readonly whyOpen: string;
}

/** 某一天（day）之后的状态，可以存成 JSON；state 为 null：条文没有写明是哪一级。 */
export interface State {
    readonly state: Value | null;
    readonly facts: Readonly<Partial<CheckedFacts>>;
    readonly term: Term | null;
    readonly times: Readonly<Record<string, number>>;
    readonly moved: boolean;
    readonly expiryTold: boolean;
    readonly day: Day | null;
}

/** 一天的事：新知道的事实（null 为不再知道）、作出的决定；起算、到期是决定写明的。 */
export interface LifeEvent {
    readonly day: Day;
    readonly words?: string;
    readonly facts?: Readonly<Facts>;
    readonly decisions?: { readonly [K in keyof Outcomes]?: Outcomes[K] };
    readonly termStart?: Day | null;
    readonly termEnd?: Day | null;
}

/** 一个决定，对照条文给出的结果；change 是它对状态做什么。 */
export interface Verdict {
    readonly outcome: string;
    readonly value: Value;
    readonly ground: "依条文" | "依条文裁量" | "条文冲突" | "由决定写明" | "未知" | "与条文不符";
    readonly result: Result;
    readonly change: Change | null;
}

/** 一步之后：状态，这一天的决定，接下来应当或者可以怎样（due），文件没有写明的（notes）。 */
export interface Step {
    readonly day: Day;
    readonly before: Value | null;
    readonly state: State;
    readonly verdicts: readonly Verdict[];
    readonly due: readonly Result[];
    readonly notes: readonly string[];
}

/** 取定读法：没有写明起算的从决定之日起算；期满遇休假日顺延与否（null：两种都算）；哪些天是休假日。 */
export interface LifeAsked {
    readonly readings?: Readonly<Readings>;
    readonly fromDecision?: boolean;
    readonly holidaysMove?: boolean | null;
    /** 没有日历的日子为 null。 */
    readonly isHoliday?: ((day: Day) => boolean | null) | null;
}

/** 一个流程。条文没有写明的不猜：状态或者期限从此不明，直到事件写明。 */
export class Life {
    private constructor();
    readonly name: string;
    readonly citation: string;
    readonly outcome: string;
    readonly initial: Value;
    readonly finals: readonly Value[];
    readonly steps: readonly Value[];
    readonly changes: readonly Change[];
    /** 使状态改变的各种决定：可以取哪些值。 */
    readonly decisions: readonly Fact[];
    /** 使状态改变的结论，状态自己的在前。 */
    readonly deciders: readonly string[];
    under(asked: LifeAsked): Life;
    /** 起点：还没有作过决定；facts 从第一天起就成立。 */
    begin(facts?: Readonly<Facts>): State;
    /**
     * 一件事之后。期限在这以前届满的，先问 expiry。
     *
     * 决定不是可选的值、不改变这个流程的是 FactError；早于前一步的是 DateError。
     */
    step(state: State, event: LifeEvent): Step;
    /** 期限在一天以前届满的，它确定已过的第一天；没有的、说过的为 null。 */
    expiry(state: State, before: Day): Step | null;
    /** 这一天应当或者可以怎样：状态本身和各种处置的结果。 */
    due(state: State, day: Day): readonly Result[];
    /** 一种决定做什么；条文没有写明的为 null。 */
    changeOf(outcome: string, value: Value): Change | null;
}

export const LIVES: readonly Life[];

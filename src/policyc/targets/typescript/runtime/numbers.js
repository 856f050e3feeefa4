// Exact numbers: a JS number stands for what its decimal text says, a Fraction for itself.

// ------------------------------------------------------------------ 8< ------------------------
/** 一个分数，约到最简，分母为正。 */
export class Fraction {
    /** @param {bigint} numerator @param {bigint} denominator */
    constructor(numerator, denominator = 1n) {
        if (denominator === 0n) throw new RangeError("分母是 0");
        const sign = denominator < 0n ? -1n : 1n;
        const common = sign * _common(numerator, denominator);
        /** @readonly */
        this.numerator = numerator / common;
        /** @readonly */
        this.denominator = denominator / common;
        Object.freeze(this);
    }

    /**
     * 一个数确切是多少；number 按它的十进制写法（0.1 就是 1/10）。不是有限数的为 null。
     * @param {number | bigint | Fraction} item
     * @returns {Fraction | null}
     */
    static of(item) {
        if (item instanceof Fraction) return item;
        if (typeof item === "bigint") return new Fraction(item);
        const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(item));
        if (found === null) return null;
        const [, sign, whole, part = "", exponent = "0"] = found;
        const digits = BigInt(`${sign}${whole}${part}`);
        const power = Number(exponent) - part.length;
        const scale = 10n ** BigInt(Math.abs(power));
        return power < 0 ? new Fraction(digits, scale) : new Fraction(digits * scale);
    }

    /** 小于、等于、大于另一个数：-1、0、1。 @param {Fraction} other */
    compare(other) {
        const left = this.numerator * other.denominator;
        const right = other.numerator * this.denominator;
        return left < right ? -1 : left > right ? 1 : 0;
    }

    /** 最接近的 number。 */
    toNumber() {
        const [top, bottom] = [this.numerator, this.denominator];
        const digits = Math.max(0, String(bottom).length - String(top).length + 25);
        return Number(`${(top * 10n ** BigInt(digits)) / bottom}e-${digits}`);
    }

    toString() {
        return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
    }

    toJSON() {
        return this.toString();
    }
}

/** @param {bigint} a @param {bigint} b @returns {bigint} */
function _common(a, b) {
    [a, b] = [a < 0n ? -a : a, b < 0n ? -b : b];
    while (b !== 0n) [a, b] = [b, a % b];
    return a;
}

/**
 * 条文里的一个数，用来比较：near 是最接近的 number，side 是它的十进制写法在 exact 的哪一边。
 * @param {bigint} numerator @param {bigint} denominator @param {number} near
 */
function _cut(numerator, denominator, near) {
    const exact = new Fraction(numerator, denominator);
    const read = Fraction.of(near);
    return Object.freeze({ exact, near, side: read === null ? 0 : read.compare(exact) });
}

/**
 * 一个数与条文里的数相比：-1、0、1。同样的 number 各有各的十进制写法，次序也相同，因此确切。
 * @param {number | bigint | Fraction} item @param {ReturnType<typeof _cut>} cut
 */
function _compare(item, cut) {
    if (typeof item !== "number") {
        return item instanceof Fraction ? item.compare(cut.exact) : new Fraction(item).compare(cut.exact);
    }
    return item < cut.near ? -1 : item > cut.near ? 1 : cut.side;
}

/** 整数：不超过 number 能确切表示的，用 number。 @param {bigint} item */
function _whole(item) {
    const near = Number(item);
    return Number.isSafeInteger(near) ? near : item;
}

/** 分数：十进制写法恰好是它的，用 number。 @param {Fraction} item @returns {number | Fraction} */
function _plain(item) {
    const near = item.toNumber();
    const read = Fraction.of(near);
    return read !== null && read.compare(item) === 0 ? near : item;
}

// What a good programmer writes by hand for 吉林 第六条至第九条: by_hand.py, said in JavaScript.

/** From a record to the tier and the 项; every fact is known. */
export function decide(f) {
    const found = [];
    if (f.making_prominent) found.push("第六条第（一）项");
    if (f.smuggling_prominent) found.push("第六条第（二）项");
    if (f.transit_prominent) found.push("第六条第（三）项");
    if (f.outflow_prominent) found.push("第六条第（四）项");
    if (f.planting_prominent) found.push("第六条第（五）项");
    if (f.abuse_prominent) found.push("第六条第（六）项");
    if (f.other_prominent) found.push("第六条第（七）项");
    if (!(f.listed === null ? found.length : f.listed)) return ["不适用", found];

    let top = false;
    let middle = false;
    let low = false;
    const national = f.national_tier;
    const trend = f.drug_trend;
    const harm = f.social_harm;
    const reaction = f.public_reaction;
    const labs = f.undetected_locally ? f.labs_busted : 0;
    const failed = f.eradication_duty_failed;
    const plants = f.poppy_plants;
    const plots = f.poppy_plots;
    const years = f.years_detected;
    if (national === "通报警示") {
        top = true;
        found.push("第七条第（一）项");
    }
    if (trend === "持续恶化" && harm === "严重" && reaction === "强烈") {
        top = true;
        found.push("第七条第（二）项");
    }
    if (labs >= 2) {
        top = true;
        found.push("第七条第（三）项");
    }
    if (failed && (plants >= 10000 || plots >= 500 || years === 3)) {
        top = true;
        found.push("第七条第（四）项");
    }
    if (f.user_control_weak && f.incident && f.public_outcry && f.bad_influence) {
        top = true;
        found.push("第七条第（五）项");
    }
    if (national === "重点关注") {
        middle = true;
        found.push("第八条第（一）项");
    }
    if (f.drug_prominent && harm === "比较严重" && reaction === "突出") {
        middle = true;
        found.push("第八条第（二）项");
    }
    if (labs === 1) {
        middle = true;
        found.push("第八条第（三）项");
    }
    if (f.control_failed && f.precursors_diverted && f.traced_back === 2) {
        middle = true;
        found.push("第八条第（四）项");
    }
    if (
        failed &&
        ((plants >= 5000 && plants <= 10000) || (plots >= 200 && plots <= 500) || years === 2)
    ) {
        middle = true;
        found.push("第八条第（五）项");
    }
    if (
        f.venues_prominent &&
        f.students_involved &&
        f.officials_involved &&
        f.enforcement_weak &&
        f.public_attention &&
        f.social_influence
    ) {
        middle = true;
        found.push("第八条第（六）项");
    }
    if (
        f.not_controlled &&
        f.attention_wanting &&
        f.measures_weak &&
        f.provincial_criticisms === 2
    ) {
        low = true;
        found.push("第九条第（一）项");
    }
    if (trend === "发展蔓延" && reaction === "较多") {
        low = true;
        found.push("第九条第（二）项");
    }
    if (failed && ((plants >= 3000 && plants <= 5000) || (plots >= 100 && plots <= 200))) {
        low = true;
        found.push("第九条第（三）项");
    }
    if (
        f.diversion_risk &&
        f.unmended_after_two &&
        f.system_unsound &&
        f.supervision_short &&
        f.duty_unfulfilled
    ) {
        low = true;
        found.push("第九条第（四）项");
    }

    if (top + middle + low > 1) return ["冲突", found];
    if (top) return ["挂牌整治", found];
    if (middle) return ["通报警示", found];
    return [low ? "重点关注" : "空白", found];
}

"""What a good programmer writes by hand for DuckDB: 吉林 第六条至第九条, under one reading of each
phrase (``by_hand.READINGS``), every fact but the official listing known.

The conditions once each, the mask from them, the tier from the mask.
"""

_CONDITIONS = (
    "national_tier = '通报警示'",
    "drug_trend = '持续恶化' AND social_harm = '严重' AND public_reaction = '强烈'",
    "undetected_locally AND labs_busted >= 2",
    "eradication_duty_failed AND"
    " (poppy_plants >= 10000 OR poppy_plots >= 500 OR years_detected = 3)",
    "user_control_weak AND incident AND public_outcry AND bad_influence",
    "national_tier = '重点关注'",
    "drug_prominent AND social_harm = '比较严重' AND public_reaction = '突出'",
    "undetected_locally AND labs_busted = 1",
    "control_failed AND precursors_diverted AND traced_back = 2",
    "eradication_duty_failed AND (poppy_plants BETWEEN 5000 AND 10000"
    " OR poppy_plots BETWEEN 200 AND 500 OR years_detected = 2)",
    "venues_prominent AND students_involved AND officials_involved AND enforcement_weak"
    " AND public_attention AND social_influence",
    "not_controlled AND attention_wanting AND measures_weak AND provincial_criticisms = 2",
    "drug_trend = '发展蔓延' AND public_reaction = '较多'",
    "eradication_duty_failed AND"
    " (poppy_plants BETWEEN 3000 AND 5000 OR poppy_plots BETWEEN 100 AND 200)",
    "diversion_risk AND unmended_after_two AND system_unsound AND supervision_short"
    " AND duty_unfulfilled",
)
TOP, MIDDLE, LOW = 0b11111, 0b111111 << 5, 0b1111 << 11

_SEVERE = (
    "COALESCE(listed, making_prominent OR smuggling_prominent OR transit_prominent"
    " OR outflow_prominent OR planting_prominent OR abuse_prominent OR other_prominent)"
)
_MASK = " | ".join(
    f"(CAST(({condition}) AS INTEGER) << {bit})" for bit, condition in enumerate(_CONDITIONS)
)

BY_HAND = f"""
SELECT id, mask, CASE
    WHEN NOT severe THEN '不适用'
    WHEN mask & {TOP} <> 0
        THEN CASE WHEN mask & {MIDDLE | LOW} = 0 THEN '挂牌整治' ELSE '冲突' END
    WHEN mask & {MIDDLE} <> 0
        THEN CASE WHEN mask & {LOW} = 0 THEN '通报警示' ELSE '冲突' END
    WHEN mask <> 0 THEN '重点关注'
    ELSE '空白'
  END AS tier
FROM (SELECT id, severe, CASE WHEN severe THEN {_MASK} ELSE 0 END AS mask
      FROM (SELECT *, {_SEVERE} AS severe FROM facts))
"""

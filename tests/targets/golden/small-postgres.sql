-- 由 policyc 生成（0.1.0），请改政策文件后重新生成，不要手改。
-- 示例办法（small-policy），PostgreSQL。
--
-- 不看施行和失效日期；要截至某一天的，生成时写 --as-of。
-- 已取定的读法：至=含。
-- 没有取定的优先读法：直接；没有取定就谁也不优先，相抵触的是“冲突”。
--
-- 读表 facts，一行一个案件；NULL 是未知。值不检查：外来的数据用 policyc batch。
-- id 原样带到结果里。
-- 列：
--   listed BOOLEAN：已评定，布尔（是/否）
--   prominent BOOLEAN：问题突出，布尔（是/否）
--   duty_failed BOOLEAN：责任不落实，布尔（是/否）
--   plants BIGINT：株数，整数，单位 株，不少于 0株
--   trend TEXT：态势，级别（平稳 < 蔓延 < 恶化）
--   provincial BOOLEAN：省级直接挂牌，布尔（是/否）
--
-- 得到的列：结论（只有种类为“定”而且只有一个值的有值，其余为 NULL）、
-- _kind 种类（定、裁量、冲突、空白、不适用、未知、读法分歧）、_values 涉及的值的位、
-- _norms 生效的规定的位、_open 是否生效未知或者随读法不同的规定的位。
-- _values：定的值，冲突的各个值，裁量可以选的，未知而累加的是其中已经确定的部分。
--
-- tier：整治级别，对象 地区
--   tier_values：1 关注，2 警示，4 挂牌
--   tier_norms、tier_open：
--     1 第三条第（一）项 应当 挂牌
--     2 第三条第（二）项 应当 警示
--     4 第三条第（三）项 应当 关注
--     8 第四条 应当 挂牌
WITH "step1" AS MATERIALIZED (
  SELECT
    "id",
    "provincial" AS "_c6", /* 第四条 */
    "listed" AS "_a2", /* 已评定 */
    "prominent" AS "_c1", /* 第二条 */
    "duty_failed" AND "plants" >= 10000 AS "_c3", /* 第三条第（一）项 */
    "duty_failed" AND (
      "plants" >= 5000 AND "plants" <= 10000
    ) AS "_c4", /* 第三条第（二）项 */
    "trend" IN ('蔓延', '恶化') AS "_c5" /* 第三条第（三）项 */
  FROM "facts"
), "step2" AS MATERIALIZED (
  SELECT
    "id",
    "_c6",
    "_a2" IS TRUE OR (
      (
        NOT "_c1" IS FALSE
      ) AND (
        NOT "_a2" IS FALSE
      )
    ) AS "_g9",
    "_c3",
    "_a2" IS TRUE OR (
      "_c1" IS TRUE AND (
        NOT "_a2" IS FALSE
      )
    ) AS "_g7",
    "_c4",
    "_c5"
  FROM "step1"
), "step3" AS MATERIALIZED (
  SELECT
    "id",
    "_c6",
    "_g9" AND (
      NOT "_c3" IS FALSE
    ) AS "_g10",
    "_g9",
    "_g7" AND "_c3" IS TRUE AS "_g8",
    "_c4",
    "_c5",
    "_g7"
  FROM "step2"
), "step4" AS MATERIALIZED (
  SELECT
    "id",
    CASE WHEN "_g10" THEN 1 ELSE 0 END | CASE WHEN "_g9" AND (
      NOT "_c4" IS FALSE
    ) THEN 2 ELSE 0 END | CASE WHEN "_g9" AND (
      NOT "_c5" IS FALSE
    ) AND (
      NOT "_g8"
    ) THEN 4 ELSE 0 END | CASE WHEN NOT "_c6" THEN 0 ELSE 8 END AS "_m12",
    "_g7",
    "_c5",
    "_g10",
    "_g9",
    "_c4",
    "_g8",
    CASE WHEN "_g8" THEN 1 ELSE 0 END | CASE WHEN "_g7" AND "_c4" IS TRUE THEN 2 ELSE 0 END | CASE WHEN "_g7" AND "_c5" IS TRUE AND (
      NOT "_g10"
    ) THEN 4 ELSE 0 END | CASE WHEN "_c6" THEN 8 ELSE 0 END AS "_m11"
  FROM "step3"
), "step5" AS MATERIALIZED (
  SELECT
    "id",
    (
      "_m12" & 9
    ) <> 0 AS "_e14",
    "_g7",
    "_c5",
    "_g10",
    "_g9",
    "_c4",
    "_g8",
    (
      "_m11" & 9
    ) <> 0 AS "_e13",
    "_m11",
    "_m12"
  FROM "step4"
), "step6" AS MATERIALIZED (
  SELECT
    "id",
    "_g7"
    AND "_c5" IS TRUE
    AND (
      NOT "_g10"
    )
    AND (
      NOT (
        "_g9" AND (
          NOT "_c4" IS FALSE
        )
      )
    )
    AND (
      NOT "_e14"
    ) AS "_g15",
    "_g7"
    AND "_c4" IS TRUE
    AND (
      NOT "_e14"
    )
    AND (
      NOT (
        "_g9" AND (
          NOT "_c5" IS FALSE
        ) AND (
          NOT "_g8"
        )
      )
    ) AS "_g16",
    "_e13"
    AND (
      NOT (
        "_g9" AND (
          NOT "_c4" IS FALSE
        )
      )
    )
    AND (
      NOT (
        "_g9" AND (
          NOT "_c5" IS FALSE
        ) AND (
          NOT "_g8"
        )
      )
    ) AS "_g17",
    (
      NOT (
        "_g9" AND (
          NOT "_c4" IS FALSE
        )
      )
    )
    AND (
      NOT "_e14"
    )
    AND (
      NOT (
        "_g9" AND (
          NOT "_c5" IS FALSE
        ) AND (
          NOT "_g8"
        )
      )
    )
    AND (
      NOT "_g9"
    ) AS "_g19",
    "_g7"
    AND (
      NOT (
        "_g9" AND (
          NOT "_c4" IS FALSE
        )
      )
    )
    AND (
      NOT "_e14"
    )
    AND (
      NOT (
        "_g9" AND (
          NOT "_c5" IS FALSE
        ) AND (
          NOT "_g8"
        )
      )
    ) AS "_g20",
    (
      "_g7" AND "_c4" IS TRUE AND "_e13"
    )
    OR (
      "_g7" AND "_c5" IS TRUE AND (
        NOT "_g10"
      ) AND "_e13"
    )
    OR (
      "_g7" AND "_c4" IS TRUE AND "_c5" IS TRUE AND (
        NOT "_g10"
      )
    ) AS "_g21",
    "_e13",
    "_g7",
    "_c4",
    "_c5",
    "_g10",
    "_m11",
    "_m12"
  FROM "step5"
), "step7" AS MATERIALIZED (
  SELECT
    "id",
    "_g15",
    "_g16",
    "_g17",
    "_g15" OR "_g16" OR "_g17" AS "_g18",
    "_g19",
    "_g20",
    "_g21",
    "_e13",
    "_g7",
    "_c4",
    "_c5",
    "_g10",
    "_m11",
    "_m12"
  FROM "step6"
)
SELECT
  "id",
  CASE WHEN "_g15" THEN '关注' WHEN "_g16" THEN '警示' WHEN "_g17" THEN '挂牌' END AS "tier",
  CASE
    WHEN "_g18"
    THEN '定'
    WHEN "_g19"
    THEN '不适用'
    WHEN "_g20"
    THEN '空白'
    WHEN NOT (
      "_g21" OR "_g18" OR "_g20" OR "_g19"
    )
    THEN '未知'
    ELSE '冲突'
  END AS "tier_kind",
  CASE
    WHEN "_g15" OR (
      "_g7" AND "_c5" IS TRUE AND (
        NOT "_g10"
      ) AND "_g21"
    )
    THEN 1
    ELSE 0
  END | CASE WHEN "_g16" OR (
    "_g7" AND "_c4" IS TRUE AND "_g21"
  ) THEN 2 ELSE 0 END | CASE WHEN "_g17" OR (
    "_e13" AND "_g21"
  ) THEN 4 ELSE 0 END AS "tier_values",
  "_m11" AS "tier_norms",
  "_m12" - "_m11" AS "tier_open"
FROM "step7";

// The page: puts the parts together and listens.

import { Answers } from "./answers.js";
import { Decisions } from "./decision.js";
import { byId, make } from "./elements.js";
import { Questions } from "./questions.js";
import { Plan } from "./relevance.js";

// ------------------------------------------------------------------ 8< ------------------------
const DATA = JSON.parse(byId("data").textContent);
const PLAN = new Plan(DATA.plan);
const ANSWERS = new Answers(PLAN);
const QUESTIONS = new Questions(DATA, PLAN, ANSWERS, update);
const DECISIONS = new Decisions(PLAN, ANSWERS, update);
const BOXES = outcomeBoxes();

/** 选所问的结论。 */
function outcomeBoxes() {
    const found = DATA.plan.listing.map((number) => {
        const box = make("input", { type: "checkbox", id: `o-${number}` });
        box.addEventListener("change", () => {
            const wanted = found.filter((each) => each.box.checked).map((each) => each.number);
            ANSWERS.ask({ wanted });
            update();
        });
        byId("outcomes").append(make("label", {}, box, PLAN.label(number)));
        return { box, number };
    });
    return found;
}

function update() {
    const said = DECISIONS.show();
    QUESTIONS.show(byId("everything").checked);
    for (const { box, number } of BOXES) box.checked = ANSWERS.wanted.includes(number);
    const left = ANSWERS.left.size;
    const answered = Object.values(ANSWERS.facts).filter((value) => value !== null).length;
    const rest = ANSWERS.wanted.length
        ? left
            ? `还有 ${left} 项会影响结论`
            : "没有还要填的事实了"
        : BOXES.length
          ? "先选要哪个结论"
          : "这份文件没有要推出的结论";
    byId("progress").textContent = `已填 ${answered} 项；${rest}。`;
    const told = ANSWERS.wanted.length ? `${said}。${rest}。` : `${rest}。`;
    if (byId("said").textContent !== told) byId("said").textContent = told;
    byId("bar-text").textContent = told;
    byId("next").disabled = byId("bar-next").disabled = left === 0;
    byId("undo").disabled = !ANSWERS.canUndo;
}

function goNext() {
    const at = document.activeElement?.closest(".question") ?? null;
    const target = QUESTIONS.next(at);
    if (target === null) return;
    target.querySelector("input:checked, input:not([type=radio])").focus();
    target.scrollIntoView({ block: "center" });
}

/** 把答案存成文件。 */
function save() {
    const url = URL.createObjectURL(new Blob([ANSWERS.toJson()], { type: "application/json" }));
    const link = make("a", { href: url, download: `${DATA.plan.document}-案件.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    tell("案件已存成 JSON 文件，以后可以在这里打开，也可以用 policyc eval --facts 办。");
}

async function open({ target }) {
    const [file] = target.files;
    if (file === undefined) return;
    const problems = ANSWERS.fromJson(await file.text());
    target.value = "";
    update();
    tell(problems.length ? `有的没有读进来：${problems.join("")}` : `已打开 ${file.name}。`);
}

async function copy() {
    const box = byId("case-text");
    try {
        await navigator.clipboard.writeText(box.value);
        tell("案件的 JSON 已复制。");
    } catch {
        byId("case-part").open = true;
        box.select();
        tell("浏览器不让复制；JSON 已经选中，请按 Ctrl+C。");
    }
}

function tell(message) {
    byId("message").textContent = message;
}

const onClick = (id, act) => byId(id).addEventListener("click", act);
onClick("next", goNext);
onClick("bar-next", goNext);
onClick("save", save);
onClick("copy", copy);
onClick("print", () => window.print());
onClick("undo", () => {
    ANSWERS.undo();
    update();
});
onClick("reset", () => {
    ANSWERS.clear();
    ANSWERS.ask({ asOf: null, readings: {} });
    byId("as-of").value = "";
    update();
    tell("已全部清空；按“撤回一步”可以找回填的事实。");
});
byId("open").addEventListener("change", open);
byId("everything").addEventListener("change", update);
byId("as-of").addEventListener("change", ({ target }) => {
    const { valid } = target.validity;
    ANSWERS.ask({ asOf: (valid && target.value) || null });
    update();
    byId("as-of-wrong").textContent = valid ? "" : "没有这样的日期，没有按它看施行和失效";
});
byId("form").addEventListener("submit", (event) => event.preventDefault());
byId("questions").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    if (event.target.type !== "radio") event.target.dispatchEvent(new Event("change"));
    goNext();
});
byId("questions").addEventListener("focusout", () => setTimeout(update, 200));
addEventListener("beforeprint", () => {
    byId("given-part").open = true;
});
byId("waiting").remove();
byId("main").hidden = false;
update();

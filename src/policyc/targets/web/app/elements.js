// Making elements: text is always text, never markup.

// ------------------------------------------------------------------ 8< ------------------------
const byId = (id) => document.getElementById(id);

/** 一个元素；属性为 false、null 的不写，子项可以是文字。 */
function make(name, attributes = {}, ...children) {
    const found = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) continue;
        found.setAttribute(key, value === true ? "" : value);
    }
    found.append(...children.flat().filter((child) => child !== null && child !== ""));
    return found;
}

/** 一组单选；chosen(值) 在选定时调用。得到元素，和按值勾选的办法。 */
function radios(name, options, chosen) {
    const inputs = options.map(({ value }, k) =>
        make("input", { type: "radio", name, id: `${name}-${k}`, value: String(value) }),
    );
    const labels = options.map(({ label }, k) => make("label", {}, inputs[k], label));
    inputs.forEach((input, k) => {
        input.addEventListener("change", () => chosen(options[k].value));
    });
    const pick = (value) => {
        inputs.forEach((input, k) => {
            input.checked = options[k].value === value;
        });
    };
    return { element: make("div", { class: "options" }, ...labels), pick };
}

/** 几项用顿号连起来，各一次。 */
const listed = (items, joint = "、") => [...new Set(items)].join(joint);

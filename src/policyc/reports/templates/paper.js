"use strict";
/* The sign of a clause opens its words beside the line; without this script it leads to them. */
for (const sign of document.querySelectorAll("a.sign")) {
  sign.setAttribute("role", "button");
  sign.setAttribute("aria-expanded", "false");
  let shown = null;
  const toggle = (event) => {
    event.preventDefault();
    if (shown) {
      shown.remove();
      shown = null;
    } else {
      const clause = document.querySelector(sign.getAttribute("href"));
      shown = document.createElement("span");
      shown.className = "opened";
      for (const part of clause.querySelectorAll("b, blockquote")) {
        const text = document.createElement("span");
        text.className = part.localName;
        text.textContent = part.textContent;
        shown.append(text);
      }
      let last = sign;
      while (last.nextElementSibling?.classList.contains("sign")) last = last.nextElementSibling;
      last.after(shown);
    }
    sign.setAttribute("aria-expanded", String(shown !== null));
  };
  sign.addEventListener("click", toggle);
  sign.addEventListener("keydown", (event) => {
    if (event.key === " " || (event.key === "Escape" && shown)) toggle(event);
  });
}

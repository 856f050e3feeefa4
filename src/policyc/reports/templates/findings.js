"use strict";
(function () {
  const form = document.getElementById("filter");
  if (form) {
    const items = Array.from(document.querySelectorAll("[data-severity]"));
    const rows = items.filter((item) => item.tagName === "TR");
    const picked = (name) =>
      new Set(Array.from(form.querySelectorAll(`input[name=${name}]:checked`), (box) => box.value));
    const update = () => {
      const severities = picked("severity");
      const codes = picked("code");
      for (const item of items) {
        item.hidden = !(severities.has(item.dataset.severity) && codes.has(item.dataset.code));
      }
      const count = rows.filter((row) => !row.hidden).length;
      document.getElementById("shown").textContent = `显示 ${count} 个，共 ${rows.length} 个`;
    };
    form.hidden = false;
    form.addEventListener("change", update);
    form.addEventListener("reset", () => setTimeout(update));
    form.addEventListener("submit", (event) => event.preventDefault());
    update();
  }

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest("details");
    if (closed) {
      closed.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const each of opened) each.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
})();

// What scrolls sideways can be scrolled by keyboard, for as long as it does.
{
  const wide = ".bd-article :is(pre, div.math, p:has(.math), .pst-scrollable-table-container, .cell_output .output, .cell_output .output > div)";
  const seen = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  // The theme takes the focus from a button that was pressed, so that its tooltip goes: a keyboard's user would have to begin anew.
  const pressed = ".theme-switch-button, .search-button, .sidebar-toggle";
  function blur() {
    if (!this.matches(":focus-visible")) HTMLElement.prototype.blur.call(this);
  }

  addEventListener("load", () => {
    document.querySelectorAll(wide).forEach(element => seen.observe(element));
    document.querySelectorAll(pressed).forEach(button => (button.blur = blur));
  });

  // Whoever begins to read gets all pictures, so that none is missing once there is no network; those of the other theme wait.
  const ofThisTheme = image => getComputedStyle(image.parentElement).display !== "none";
  addEventListener("scroll", () => {
    if (navigator.connection?.saveData) return;
    [...document.querySelectorAll("img[loading=lazy]")].filter(ofThisTheme).forEach(image => (image.loading = "eager"));
  }, { once: true, passive: true });
}

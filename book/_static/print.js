// Paper is white: a dark page takes the light theme while it is printed.
{
  const root = document.documentElement;
  let theme;
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    root.dataset.theme = theme;
  });
  addEventListener("click", ({ target }) => {
    if (target.closest(".btn-download-pdf-button")) print();
  });
}

// What a page says in the frame of another.

export const framedWords = {
  demoOnly: "Another page shows this one in a frame, so it sends to the demo PIM in this page only. For a PIM of your own,",
  open: "open the page by itself",
};

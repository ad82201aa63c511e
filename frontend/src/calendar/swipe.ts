/** A quick sideways stroke of one finger goes a day on or back, unless what is under it can itself be moved sideways. */
export function watchSwipes(place: HTMLElement, go: (way: 1 | -1) => void): void {
  let from: { x: number; y: number; at: number; scroller: HTMLElement | null } | null = null;
  const scroller = (target: EventTarget | null): HTMLElement | null => {
    for (let each = target as HTMLElement | null; each && each !== place; each = each.parentElement) {
      if (each.scrollWidth > each.clientWidth + 2 && /auto|scroll/.test(getComputedStyle(each).overflowX)) return each;
    }
    return null;
  };
  place.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    from = event.touches.length === 1 && touch ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp, scroller: scroller(event.target) } : null;
  }, { passive: true });
  place.addEventListener("touchend", (event) => {
    const touch = event.changedTouches[0];
    if (!from || !touch || from.scroller || event.timeStamp - from.at > 500) return;
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
    from = null;
    if (Math.abs(x) < 60 || Math.abs(y) > Math.abs(x) / 2) return;
    const rtl = getComputedStyle(place).direction === "rtl";
    go(x < 0 !== rtl ? 1 : -1);
  }, { passive: true });
}

import type { Calendar } from "@event-calendar/core";
import type { Booked, Bookable, Range, Shade } from "./feed";
import { asDate } from "./wall";
import type { Words } from "./wall";

/** How a booking and a shade look in the grid, and what is read out for them. */
const part = (tag: string, css: string, text: string): HTMLElement => {
  const node = document.createElement(tag);
  node.className = css;
  node.textContent = text;
  return node;
};

const SHORT_MS = 30 * 60_000;
/** So short that time and title share one line. */
const isShort = (each: Booked): boolean => !each.allDay && asDate(each.end).getTime() - asDate(each.start).getTime() <= SHORT_MS;

const booked = (each: Booked, mayEdit: boolean): Calendar.EventInput => ({
  id: each.id,
  start: each.start,
  end: each.end,
  allDay: each.allDay,
  title: each.title,
  resourceIds: each.on,
  editable: mayEdit && !each.fixed,
  classNames: [`is-${each.kind}`, isShort(each) ? "is-short" : "", each.tone ? `tone-${each.tone}` : "", ...each.marks.map((mark) => `has-${mark}`)].filter(Boolean),
  extendedProps: { booked: each },
});

const shade = (each: Shade, at: number): Calendar.EventInput => ({
  id: `shade-${at}`,
  start: each.start,
  end: each.end,
  resourceIds: each.on ? [each.on] : [],
  display: "background",
  classNames: ["shade", `shade-${each.why}`],
  extendedProps: { note: each.note },
});

/** Everything of a range as the grid takes it; whole-day shades stand for columns, so the month leaves the others out. */
export function asEvents(range: Range, mayEdit: boolean, withShades: boolean): Calendar.EventInput[] {
  const shades = withShades ? range.shades : range.shades.filter((each) => each.why === "holiday");
  return [...range.events.map((each) => booked(each, mayEdit)), ...shades.map(shade)];
}

export const bookedOf = (event: Calendar.Event): Booked | undefined => event.extendedProps["booked"] as Booked | undefined;

/**
 * What stands in a booking: its time, its title, a second line, and its marks as small signs. All of it is one button,
 * whose name is what it shows and, for who cannot see where it stands, the day, the resources and what the signs mean.
 */
export function content(info: Calendar.EventContentInfo, words: Words, names: Map<string, Bookable>): Calendar.Content {
  const each = bookedOf(info.event);
  if (info.event.display === "background") {
    const note = info.event.extendedProps["note"];
    return { domNodes: note ? [part("span", "shade-note", String(note))] : [] };
  }
  if (!each) return { domNodes: [part("time", "face-time", info.timeText)] };
  const face = part("div", "face", "");
  const moving = info.event.display === "preview" || info.event.display === "ghost";
  const brief = info.view.type.startsWith("dayGrid") || isShort(each);
  const time = info.event.display === "preview" ? info.timeText : brief ? words.time(each.start) : words.span(each.start, each.end);
  if (!each.allDay) face.append(part("time", "face-time", time), " ");
  const title = part("span", "face-title", each.title);
  for (const mark of each.marks) title.append(part("i", `mark mark-${mark}`, ""));
  face.append(title);
  if (each.line) face.append(" ", part("span", "face-line", each.line));
  if (moving) return { domNodes: [face] };
  face.append(part("span", "sr-only", ` ${spoken(each, words, names)}`));
  face.setAttribute("role", "button");
  face.tabIndex = -1;
  face.dataset["booking"] = each.id;
  return { domNodes: [face] };
}

/** What is read out for a booking after what it shows. */
function spoken(each: Booked, words: Words, names: Map<string, Bookable>): string {
  const when = each.allDay ? words.day(each.start) : `${words.day(each.start)}, ${words.span(each.start, each.end)}`;
  const on = each.on.map((id) => names.get(id)?.name ?? "").filter(Boolean).join(", ");
  return [when, on, each.note].filter(Boolean).join(". ");
}

/** The head of a column or row: the name, and below it what it is. */
export function head(resource: Calendar.Resource): Calendar.Content {
  const { kind, place, tone } = resource.extendedProps as { kind: string; place: string; tone: string };
  const name = part("span", "head-name", String(resource.title));
  if (tone) name.prepend(part("i", `tone-dot tone-${tone}`, ""));
  return { domNodes: [name, part("span", "head-kind", [kind, place].filter(Boolean).join(" · "))] };
}

import { createCalendar, DayGrid, Interaction, ResourceTimeGrid, ResourceTimeline, TimeGrid } from "@event-calendar/core";
import type { Calendar } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import "../styles/calendar-grid.css";
import { content, head } from "./faces";
import type { Bookable } from "./feed";
import type { Words } from "./wall";

/** What the grid tells about hands: each gets the grid's own information. */
export interface Hands {
  dropped(info: Calendar.EventDropInfo): void;
  resized(info: Calendar.EventResizeInfo): void;
  chosen(info: Calendar.SelectInfo): void;
  pressed(info: Calendar.DateClickInfo): void;
  opened(info: Calendar.EventClickInfo): void;
  named(): Map<string, Bookable>;
  updated(): void;
  grasped(on: boolean): void;
}

export interface Setting {
  view: string;
  date: string;
  words: Words;
  firstDay: number;
  snap: string;
  touch: boolean;
  mayEdit: boolean;
  label: string;
  more: string;
  allDay: string;
  close: string;
}

/** Pixels of half an hour: a quarter of one still has room for a line of words. */
export const LEAST_SLOT = 28;

/** The grid's name for a view of ours. A week of a few resources shows each day with its resources side by side. */
export function viewName(view: string, resources: number): string {
  if (view === "month") return "dayGridMonth";
  if (view === "timeline") return "resourceTimelineWeek";
  if (view === "week") return resources > 1 && resources <= 3 ? "resourceTimeGridWeek" : "timeGridWeek";
  return "resourceTimeGridDay";
}

export function makeGrid(place: HTMLElement, setting: Setting, hands: Hands): Calendar {
  const { words, touch } = setting;
  const wide = touch ? "minmax(9.5rem, 1fr)" : "minmax(8.5rem, 1fr)";
  return createCalendar(place, [DayGrid, TimeGrid, ResourceTimeGrid, ResourceTimeline, Interaction], {
    view: viewName(setting.view, 0),
    date: setting.date,
    headerToolbar: { start: "", center: "", end: "" },
    height: "100%",
    locale: words.locale,
    firstDay: setting.firstDay as Calendar.dayOfWeek,
    editable: setting.mayEdit,
    selectable: setting.mayEdit,
    eventResizableFromStart: !touch,
    longPressDelay: 350,
    eventDragMinDistance: 5,
    unselectAuto: false,
    nowIndicator: true,
    slotDuration: "00:30",
    slotLabelInterval: "01:00",
    snapDuration: setting.snap,
    slotHeight: LEAST_SLOT,
    slotWidth: 42,
    slotLabelFormat: { hour: "numeric", minute: "2-digit" },
    slotEventOverlap: false,
    dayMaxEvents: true,
    moreLinkContent: ({ num }) => setting.more.replace("{}", String(num)),
    allDayContent: setting.allDay,
    buttonText: (text) => ({ ...text, close: setting.close }),
    eventContent: (info) => content(info, words, hands.named()),
    resourceLabelContent: ({ resource }) => head(resource),
    eventDrop: hands.dropped,
    eventResize: hands.resized,
    select: hands.chosen,
    ...(setting.mayEdit ? { dateClick: hands.pressed } : {}),
    eventClick: hands.opened,
    eventAllUpdated: hands.updated,
    eventDragStart: () => hands.grasped(true),
    eventDragStop: () => hands.grasped(false),
    eventResizeStart: () => hands.grasped(true),
    eventResizeStop: () => hands.grasped(false),
    dayHeaderFormat: { weekday: "short", day: "numeric" },
    views: {
      dayGridMonth: { dayHeaderFormat: { weekday: "short" } },
      resourceTimeGridDay: { columnWidth: wide },
      resourceTimeGridWeek: { columnWidth: "minmax(6rem, 1fr)", datesAboveResources: true },
      timeGridWeek: { columnWidth: touch ? "minmax(6.5rem, 1fr)" : "minmax(0, 1fr)" },
      resourceTimelineWeek: { slotDuration: "01:00", slotLabelInterval: "02:00", slotLabelFormat: { hour: "numeric" }, dayHeaderFormat: { weekday: "short", day: "numeric", month: "short" } },
    },
  });
}

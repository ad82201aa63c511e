import htmx from "htmx.org";
import type { Calendar } from "@event-calendar/core";
import { bookedOf } from "./faces";
import type { Booked } from "./feed";
import { later } from "./wall";

/** Where a booking should go: times of the wall clock, and the resource it left and the one it reached. */
export interface Move {
  booked: Booked;
  start: string;
  end: string;
  from: string;
  to: string;
  copy: boolean;
}

/** Sums the grid's step on the server's own wall times: its dates went through the browser's clock. */
export function moveOf(info: Calendar.EventDropInfo): Move | null {
  const booked = bookedOf(info.event);
  if (!booked) return null;
  const { days, seconds } = info.delta;
  return {
    booked,
    start: later(booked.start, days, seconds),
    end: later(booked.end, days, seconds),
    from: info.oldResource?.id ?? "",
    to: info.newResource?.id ?? "",
    copy: "altKey" in info.jsEvent && Boolean(info.jsEvent.altKey),
  };
}

export function resizeOf(info: Calendar.EventResizeInfo & { startDelta?: Calendar.Duration }): Move | null {
  const booked = bookedOf(info.event);
  if (!booked) return null;
  const { startDelta, endDelta } = info;
  const start = startDelta ? later(booked.start, startDelta.days, startDelta.seconds) : booked.start;
  return { booked, start, end: later(booked.end, endDelta.days, endDelta.seconds), from: "", to: "", copy: false };
}

/** The same by keyboard. In a day the columns are resources, elsewhere they are days. */
export function nudgeOf(booked: Booked, key: string, view: string, resources: string[], snap: string): Move | null {
  const stay = { booked, start: booked.start, end: booked.end, from: "", to: "", copy: false };
  const shift = (days: number, seconds = 0): Move => ({ ...stay, start: later(booked.start, days, seconds), end: later(booked.end, days, seconds) });
  const [hours = 0, minutes = 15] = snap.split(":").map(Number);
  const up = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  const side = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
  if (view === "month" && up) return shift(7 * up);
  if (view === "day" && side) {
    const from = resources.find((id) => booked.on.includes(id));
    const to = from === undefined ? undefined : resources[resources.indexOf(from) + side];
    return from && to && !booked.on.includes(to) ? { ...stay, from, to } : null;
  }
  if (up && !booked.allDay) return shift(0, up * (hours * 3600 + minutes * 60));
  return side ? shift(side) : null;
}

/**
 * Sends a move and says whether it was taken. The answer brings its own words: a notice with Undo, or the box that says
 * what stands in the way and how to go on. Each request has its own source, so that quick hands never wait in a queue.
 */
export async function send(address: string, move: Move, zone: string, within: HTMLElement): Promise<boolean> {
  const source = document.createElement("span");
  source.hidden = true;
  within.append(source);
  let taken = false;
  source.addEventListener("htmx:after:request", (event) => {
    const status: number = (event as CustomEvent).detail?.ctx?.response?.status ?? 0;
    taken = status >= 200 && status < 300;
  });
  const values = {
    booking: move.booked.id,
    version: String(move.booked.version),
    starts: move.start,
    ends: move.end,
    from_resource: move.from,
    to_resource: move.to,
    copy: move.copy ? "1" : "",
    zone,
  };
  try {
    await htmx.ajax("POST", address, { source, values, target: "#notices", swap: "none" });
  } finally {
    source.remove();
  }
  return taken;
}

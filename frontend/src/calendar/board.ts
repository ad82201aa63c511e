import type { Calendar } from "@event-calendar/core";
import { find } from "../page/dom";
import { asEvents, bookedOf } from "./faces";
import type { Bookable, Booked, Range } from "./feed";
import { LEAST_SLOT, makeGrid, viewName } from "./grid";
import type { Setting } from "./grid";
import { moveOf, nudgeOf, resizeOf } from "./hands";
import type { Move } from "./hands";
import { tidyRoles } from "./roles";
import { later } from "./wall";

/** What a hand did on the board, told to the element around it. */
export interface Wishes {
  move(move: Move | null, revert: () => void): void;
  make(start: string, end: string, resource: string): void;
  open(booked: Booked): void;
  drawn(): void;
}

/** The grid with what is painted on it: it knows bookings and resources, and neither addresses nor requests. */
export class Board {
  readonly #grid: Calendar;
  readonly #roles: MutationObserver;
  #events = new Map<string, Booked>();
  #names = new Map<string, Bookable>();
  #held = false;
  #date: string;
  /** The zone whose clock the shown times are of. */
  zone = "";

  constructor(readonly place: HTMLElement, readonly setting: Setting, wishes: Wishes) {
    this.#date = setting.date;
    this.#grid = makeGrid(place, setting, {
      dropped: (info) => wishes.move(moveOf(info), info.revert),
      resized: (info) => wishes.move(resizeOf(info), info.revert),
      chosen: (info) => wishes.make(info.startStr, info.endStr, info.resource?.id ?? ""),
      pressed: (info) => wishes.make(info.dateStr, "", info.resource?.id ?? ""),
      opened: (info) => {
        const booked = bookedOf(info.event);
        if (booked) wishes.open(booked);
      },
      named: () => this.#names,
      updated: () => wishes.drawn(),
      grasped: (on) => {
        this.#held = on;
      },
    });
    this.#roles = tidyRoles(place, setting.label);
  }

  stop(): void {
    this.#roles.disconnect();
  }

  booking(id: string): Booked | undefined {
    return this.#events.get(id);
  }

  unselect(): void {
    this.#grid.unselect();
  }

  /** Paint a range, unless a hand holds a booking just now; it will be asked for again. */
  paint(range: Range, view: string, date: string): void {
    if (this.#held) return;
    this.zone = range.zone;
    this.#events = new Map(range.events.map((each) => [each.id, each]));
    this.#names = new Map(range.resources.map((each) => [each.id, each]));
    // The grid takes another offset for another day of its own, so it is told the day anew.
    const moved = this.#set("timeZone", zoneName(range.offset));
    this.#set("slotMinTime", range.opens);
    this.#set("slotMaxTime", range.closes);
    this.#set("view", viewName(view, range.picked));
    this.#set("slotHeight", this.#slotHeight(range));
    if (moved || this.#date !== date) this.#grid.gotoDate(date);
    this.#date = date;
    this.#grid.setOption("resources", range.resources.map((each) => ({ id: each.id, title: each.name, extendedProps: { kind: each.kind, place: each.place, tone: each.tone } })));
    this.#grid.setOption("events", asEvents(range, this.setting.mayEdit, view !== "month"));
  }

  /** Where a booking goes by keyboard: a step of time up and down; the next day or the next resource sideways. */
  nudge(id: string, key: string, view: string): Move | null {
    const booked = this.#events.get(id);
    if (!booked || booked.fixed || !this.setting.mayEdit) return null;
    return nudgeOf(booked, key, view, [...this.#names.keys()], this.setting.snap);
  }

  /** A day that is shorter than the room for it fills it. */
  #slotHeight(range: Range): number {
    const slots = (Number.parseInt(range.closes, 10) - Number.parseInt(range.opens, 10)) * 2;
    const head = find(".ec-header", this.place)?.offsetHeight ?? 80;
    return Math.max(LEAST_SLOT, Math.floor((this.place.clientHeight - head - 2) / Math.max(slots, 1)));
  }

  readonly #kept = new Map<string, unknown>();

  #set<K extends keyof Calendar.Options>(name: K, value: Calendar.Options[K]): boolean {
    if (this.#kept.get(name) === value) return false;
    this.#kept.set(name, value);
    this.#grid.setOption(name, value);
    return true;
  }
}

const zoneName = (offset: number): string =>
  `${offset < 0 ? "-" : "+"}${later("1970-01-01T00:00:00", 0, Math.abs(offset) * 60).slice(11, 16)}`;

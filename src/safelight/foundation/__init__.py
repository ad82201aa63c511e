"""The ground floor: tenancy, actions, journal, jobs, money, time, ids, page furniture. No business."""

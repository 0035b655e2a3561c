"""A contact-centre week of `bench:weeks` as one integer program, written from the PROBLEM alone.

Compact, as a modeller would write it for a general solver: a binary for each employee, day, start and length; the skill worked and the places of the
breaks are counts by day, start and length. Counts suffice because each break has a window that no other break of its shift can touch, which leaves some
legal placements out. Costs are in quarters of a point, so that all numbers are whole.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
QUARTER = 900
REST_KEEP = 45 * 60


def minutes_of(text):
    return int(text[:2]) * 60 + int(text[3:])


class Clock:
    """Wall-clock minutes of a date as epoch seconds; a time that the clocks skip is the moment of the change."""

    def __init__(self, zone):
        self.zone = ZoneInfo(zone)

    def at(self, day, minutes):
        local = datetime.fromisoformat(day) + timedelta(minutes=minutes)
        instant = int(local.replace(tzinfo=self.zone).timestamp())
        if datetime.fromtimestamp(instant, self.zone).replace(tzinfo=None) == local:
            return instant
        low, high = instant - 7200, instant + 7200
        while high - low > 1:
            middle = (low + high) // 2
            if self.offset(middle) == self.offset(low):
                low = middle
            else:
                high = middle
        return high

    def offset(self, instant):
        return datetime.fromtimestamp(instant, self.zone).utcoffset()

    def text(self, instant):
        return datetime.fromtimestamp(instant, self.zone).isoformat()


def break_windows(template, seconds):
    """Breaks of a shift as (kind, seconds, paid, starts), the windows of any two apart by the least distance."""
    meal = template["meal"]
    length = meal["lengthMinutes"] * 60 if seconds >= meal["fromShiftMinutes"] * 60 else 0
    (rest,) = template["breaks"]
    rests = seconds // (rest["everyMinutes"] * 60)
    pause = rest["lengthMinutes"] * 60
    early = rest["notBeforeMinutes"] * 60
    late = seconds - rest["notInLastMinutes"] * 60 - pause
    starts = lambda first, last: list(range(first, last + 1, QUARTER))
    if length == 0:
        return [("rest", pause, True, starts(early, late))] if rests > 0 else []
    first_rest = starts(early, early + 3 * QUARTER)
    from_meal = max(meal["notBeforeMinutes"] * 60, first_rest[-1] + pause + REST_KEEP)
    to_meal = seconds - meal["notInLastMinutes"] * 60 - length
    windows = [("rest", pause, True, first_rest)]
    if rests > 1:
        second_rest = starts(late - 3 * QUARTER, late)
        to_meal = min(to_meal, second_rest[0] - REST_KEEP - length)
        windows.append(("rest", pause, True, second_rest))
    windows.append(("meal", length, False, starts(from_meal, to_meal)))
    assert all(window[3] for window in windows), (template["id"], seconds)
    return windows


def shapes_of(team, dates, clock):
    """Every start and length of every template on every date, with its paid quarters of an hour."""
    shapes = []
    for day, text in enumerate(dates):
        weekday = WEEKDAYS[date.fromisoformat(text).weekday()]
        for template in team["shiftTemplates"]:
            if "days" in template and weekday not in template["days"]:
                continue
            start, length = template["start"], template["length"]
            latest = minutes_of(template["latestEnd"]) if "latestEnd" in template else 10**6
            for at in range(minutes_of(start["earliest"]), minutes_of(start["latest"]) + 1, start["stepMinutes"]):
                for long in range(length["minMinutes"], length["maxMinutes"] + 1, length["stepMinutes"]):
                    if at + long > latest:
                        continue
                    span = clock.at(text, at), clock.at(text, at + long)
                    if span[1] <= span[0]:
                        continue
                    breaks = break_windows(template, span[1] - span[0])
                    unpaid = sum(seconds for _, seconds, paid, _ in breaks if not paid)
                    paid = (span[1] - span[0] - unpaid) // QUARTER
                    shapes.append(dict(day=day, template=template["id"], start=span[0], end=span[1], breaks=breaks, paid=paid))
    return shapes


class Program:
    """min cost x subject to lower <= A x <= upper, 0 <= x <= most, all x whole."""

    def __init__(self):
        self.cost, self.most, self.rows, self.lower, self.upper = [], [], [], [], []

    def variable(self, cost, most):
        self.cost.append(cost)
        self.most.append(most)
        return len(self.cost) - 1

    def row(self, entries, lower, upper):
        self.rows.append(entries)
        self.lower.append(lower)
        self.upper.append(upper)


class Week:
    """The program of a PROBLEM, and its shifts from a solution."""

    def __init__(self, problem):
        self.problem = problem
        team = problem["team"]
        self.clock = Clock(team["zone"])
        first = date.fromisoformat(problem["horizon"]["from"])
        self.dates = [(first + timedelta(days=day)).isoformat() for day in range(problem["horizon"]["days"])]
        self.shapes = shapes_of(team, self.dates, self.clock)
        self.program = Program()
        self.works = defaultdict(dict)  # employee -> shape -> variable
        self.heads = {}  # (shape, skills of the people, skill worked) -> variable
        self.places = {}  # (shape, skill, break, start) -> variable
        rules = {rule["rule"]: rule["values"] for rule in team["rules"]}
        self.rest = rules["minimum-rest"]["minimumHours"] * 3600
        self.run = rules["maximum-consecutive-days"]["maximumDays"]
        contracts = {contract["id"]: contract for contract in team["contracts"]}
        for index, employee in enumerate(team["employees"]):
            self.add_employee(index, employee, contracts[employee["contract"]])
        self.add_heads(team["employees"])
        self.add_cover(problem["demands"]["intervals"], problem["prices"])

    def allowed(self, employee):
        """Indexes of the shapes within windows, beside appointments and not on days off."""
        windows, taken = None, []
        if "availability" in employee:
            windows = []
            for window in employee["availability"]:
                for text in self.dates:
                    if "days" in window and WEEKDAYS[date.fromisoformat(text).weekday()] not in window["days"]:
                        continue
                    start, end = minutes_of(window["from"]), minutes_of(window["to"])
                    windows.append((self.clock.at(text, start), self.clock.at(text, end if end > start else end + 1440)))
            windows.sort()
            merged = []
            for start, end in windows:
                if merged and start <= merged[-1][1]:
                    merged[-1] = merged[-1][0], max(end, merged[-1][1])
                else:
                    merged.append((start, end))
            windows = merged
        for span in employee.get("unavailable", []):
            taken.append(tuple(self.clock.at(span[side][:10], minutes_of(span[side][11:])) for side in ("from", "to")))
        off = set(employee.get("daysOff", []))
        return [
            index
            for index, shape in enumerate(self.shapes)
            if self.dates[shape["day"]] not in off
            and (windows is None or any(start <= shape["start"] and shape["end"] <= end for start, end in windows))
            and not any(start < shape["end"] and shape["start"] < end for start, end in taken)
        ]

    def add_employee(self, index, employee, contract):
        program = self.program
        allowed = self.allowed(employee)
        requests = {request["date"]: request for request in employee.get("requests", [])}
        mine = self.works[index]
        by_day = defaultdict(list)
        for shape in allowed:
            one = self.shapes[shape]
            request = requests.get(self.dates[one["day"]])
            cost = 0
            if request is not None:
                weight = 4 * request["weight"]
                kind = request["kind"]
                # A wish for work costs its weight unless it comes true: the weight is added once to all lines below.
                if kind == "day-off" or (kind == "avoid-shift" and one["template"] == request["template"]):
                    cost = weight
                elif kind == "work" or (kind == "shift" and one["template"] == request["template"]):
                    cost = -weight
            mine[shape] = program.variable(cost, 1)
            by_day[one["day"]].append(shape)
        self.constant = getattr(self, "constant", 0) + sum(
            4 * request["weight"] for request in requests.values() if request["kind"] in ("work", "shift")
        )
        for day in by_day.values():
            program.row([(mine[shape], 1) for shape in day], 0, 1)
        paid = [(variable, self.shapes[shape]["paid"]) for shape, variable in mine.items()]
        program.row(paid, 4 * contract["minHoursPerWeek"], 4 * contract["maxHoursPerWeek"])
        if len(by_day) > contract["maxDaysPerWeek"]:
            program.row([(variable, 1) for variable in mine.values()], 0, contract["maxDaysPerWeek"])
        for first in range(len(self.dates) - self.run):
            window = [shape for day in range(first, first + self.run + 1) for shape in by_day.get(day, [])]
            if contract["maxDaysPerWeek"] > self.run and all(day in by_day for day in range(first, first + self.run + 1)):
                program.row([(mine[shape], 1) for shape in window], 0, self.run)
        for day in range(len(self.dates) - 1):
            today, tomorrow = by_day.get(day, []), by_day.get(day + 1, [])
            last = None
            for start in sorted({self.shapes[shape]["start"] for shape in tomorrow}):
                late = [shape for shape in today if self.shapes[shape]["end"] + self.rest > start]
                if not late:
                    break
                if last is not None and len(last[0]) == len(late):
                    last[1].extend(shape for shape in tomorrow if self.shapes[shape]["start"] == start)
                    continue
                if last is not None:
                    program.row([(mine[shape], 1) for shape in last[0] + last[1]], 0, 1)
                last = late, [shape for shape in tomorrow if self.shapes[shape]["start"] <= start]
            if last is not None:
                program.row([(mine[shape], 1) for shape in last[0] + last[1]], 0, 1)

    def add_heads(self, employees):
        """Heads by shape and skill worked; people with several skills are divided by count."""
        program = self.program
        groups = defaultdict(list)
        for index, employee in enumerate(employees):
            groups[tuple(sorted(employee["skills"]))].append(index)
        self.groups = groups
        self.by_skill = defaultdict(list)  # (shape, skill) -> variables
        for shape in range(len(self.shapes)):
            for skills, members in groups.items():
                own = [self.works[member][shape] for member in members if shape in self.works[member]]
                if not own:
                    continue
                parts = []
                for skill in skills:
                    variable = program.variable(0, len(own))
                    self.heads[shape, skills, skill] = variable
                    self.by_skill[shape, skill].append(variable)
                    parts.append((variable, -1))
                program.row([(variable, 1) for variable in own] + parts, 0, 0)
        for (shape, skill), variables in self.by_skill.items():
            most = sum(program.most[variable] for variable in variables)
            for number, (_, _, _, starts) in enumerate(self.shapes[shape]["breaks"]):
                own = []
                for start in starts:
                    self.places[shape, skill, number, start] = program.variable(0, most)
                    own.append((self.places[shape, skill, number, start], 1))
                program.row(own + [(variable, -1) for variable in variables], 0, 0)

    def add_cover(self, intervals, prices):
        program = self.program
        self.covers = []
        rows = defaultdict(list)
        for (shape, skill), variables in self.by_skill.items():
            one = self.shapes[shape]
            for slot in range(one["start"], one["end"], QUARTER):
                rows[skill, slot].extend((variable, 1) for variable in variables)
        for (shape, skill, number, start), variable in self.places.items():
            first = self.shapes[shape]["start"] + start
            for slot in range(first, first + self.shapes[shape]["breaks"][number][1], QUARTER):
                rows[skill, slot].append((variable, -1))
        for interval in intervals:
            slot = int(datetime.fromisoformat(interval["start"]).timestamp())
            entries = rows.get((interval["skill"], slot), [])
            target = interval["target"]
            if not entries:
                self.constant += target * prices["belowTargetHour"]
                continue
            short = program.variable(prices["belowTargetHour"], target)
            over = program.variable(prices["aboveTargetHour"], len(self.problem["team"]["employees"]))
            program.row(entries + [(short, 1), (over, -1)], target, target)
            self.covers.append((entries, target, short, over))

    def start(self):
        """A legal roster to begin with, as values of all variables: everybody works one start and length on as many days as she must."""
        program = self.program
        values = [0] * len(program.cost)
        contracts = {contract["id"]: contract for contract in self.problem["team"]["contracts"]}
        turn = defaultdict(int)
        for skills, members in self.groups.items():
            for member in members:
                contract = contracts[self.problem["team"]["employees"][member]["contract"]]
                for shape in self.plain_line(self.works[member], contract):
                    values[self.works[member][shape]] = 1
                    skill = skills[turn[skills] % len(skills)]
                    turn[skills] += 1
                    values[self.heads[shape, skills, skill]] += 1
                    for number, (_, _, _, starts) in enumerate(self.shapes[shape]["breaks"]):
                        start = starts[turn[shape, number] % len(starts)]
                        turn[shape, number] += 1
                        values[self.places[shape, skill, number, start]] += 1
        for entries, target, short, over in self.covers:
            count = sum(values[variable] * sign for variable, sign in entries)
            values[short], values[over] = max(0, target - count), max(0, count - target)
        return values

    def plain_line(self, works, contract):
        """Shapes of one start and length that keep the contract; those of the longest shifts that do."""
        alike = defaultdict(dict)
        for shape in works:
            one = self.shapes[shape]
            # The wall-clock start: the same on every day but one with a clock change, where rests stay long enough all the same.
            alike[self.clock.text(one["start"])[11:16], one["paid"]][one["day"]] = shape
        least, most = 4 * contract["minHoursPerWeek"], 4 * contract["maxHoursPerWeek"]
        for (_, paid), by_day in sorted(alike.items(), key=lambda item: (-item[0][1], item[0][0])):
            chosen = []
            for day in sorted(by_day):
                full = len(chosen) >= self.run and all(day - back in chosen for back in range(1, self.run + 1))
                if not full and len(chosen) < contract["maxDaysPerWeek"] and (len(chosen) + 1) * paid <= most:
                    chosen.append(day)
            if len(chosen) * paid >= least:
                return [by_day[day] for day in chosen]
        raise ValueError("no plain line")

    def shifts(self, values):
        """The shifts of a solution, as `shiftcast score --problem` reads them."""
        waiting = {}
        for (shape, skills, skill), variable in self.heads.items():
            waiting.setdefault((shape, skills), []).extend([skill] * round(values[variable]))
        pauses = {}
        for (shape, skill, number, start), variable in self.places.items():
            pauses.setdefault((shape, skill, number), []).extend([start] * round(values[variable]))
        shifts = []
        for skills, members in self.groups.items():
            for member in members:
                employee = self.problem["team"]["employees"][member]["id"]
                for shape, variable in self.works[member].items():
                    if round(values[variable]) != 1:
                        continue
                    one = self.shapes[shape]
                    skill = waiting[shape, skills].pop()
                    breaks = []
                    for number, (kind, seconds, paid, _) in enumerate(one["breaks"]):
                        start = one["start"] + pauses[shape, skill, number].pop()
                        pause = dict(start=self.clock.text(start), end=self.clock.text(start + seconds), paid=paid)
                        breaks.append(pause if kind == "meal" else dict(pause, kind=kind))
                    shifts.append(
                        dict(
                            id=f"{employee}/{self.dates[one['day']]}",
                            employee=employee,
                            start=self.clock.text(one["start"]),
                            end=self.clock.text(one["end"]),
                            template=one["template"],
                            skill=skill,
                            activity="work",
                            breaks=sorted(breaks, key=lambda each: each["start"]),
                        )
                    )
        return shifts

"""One queue with patience in Ciw or, where that is not installed, in SimPy: python3 peer.py '{"agents": 100, ...}'

Reads the queue as one JSON argument: agents, loadErlang, ahtSeconds, coefficientOfVariation (lognormal), patienceSeconds (exponential), thresholdSeconds,
hours (counted, behind a tenth of them in which the queue fills), replications, seed. Prints one line of JSON: peer with its version, contacts simulated,
CPU seconds, and for each replication the contacts counted: offered, inTime, abandoned, answeredWait (seconds). Ends with 3 where neither is installed.
"""

import json
import math
import random
import sys
import time


class Count:
    """The contacts of one replication that came in the hours counted."""

    def __init__(self, given):
        self.first = given["hours"] * 360
        self.end = self.first + given["hours"] * 3600
        self.threshold = given["thresholdSeconds"]
        self.offered = self.in_time = self.abandoned = 0
        self.answered_wait = 0.0

    def add(self, arrival, wait, answered):
        if not self.first <= arrival < self.end:
            return
        self.offered += 1
        if not answered:
            self.abandoned += 1
            return
        self.answered_wait += wait
        if wait <= self.threshold:
            self.in_time += 1

    def told(self):
        return {
            "offered": self.offered,
            "inTime": self.in_time,
            "abandoned": self.abandoned,
            "answeredWait": self.answered_wait,
        }


def lognormal(given):
    variance = math.log(1 + given["coefficientOfVariation"] ** 2)
    return math.log(given["ahtSeconds"]) - variance / 2, math.sqrt(variance)


def by_ciw(given, seed, ciw):
    mean, deviation = lognormal(given)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(given["loadErlang"] / given["ahtSeconds"])],
        service_distributions=[ciw.dists.Lognormal(mean, deviation)],
        number_of_servers=[given["agents"]],
        reneging_time_distributions=[ciw.dists.Exponential(1 / given["patienceSeconds"])],
    )
    ciw.seed(seed)
    count = Count(given)
    simulation = ciw.Simulation(network)
    # Contacts go on to come behind the hours counted, until all that were counted have left.
    simulation.simulate_until_max_time(count.end + 7200)
    records = simulation.get_all_records(only=["service", "renege"])
    for record in records:
        count.add(record.arrival_date, record.waiting_time, record.record_type == "service")
    return len(records), count


def by_simpy(given, seed, simpy):
    draw = random.Random(seed)
    rate = given["loadErlang"] / given["ahtSeconds"]
    patience = 1 / given["patienceSeconds"]
    mean, deviation = lognormal(given)
    environment = simpy.Environment()
    agents = simpy.Resource(environment, capacity=given["agents"])
    count = Count(given)

    def contact():
        arrival = environment.now
        with agents.request() as request:
            happened = yield request | environment.timeout(draw.expovariate(patience))
            answered = request in happened
            count.add(arrival, environment.now - arrival, answered)
            if answered:
                yield environment.timeout(draw.lognormvariate(mean, deviation))

    contacts = 0

    def arrivals():
        nonlocal contacts
        while True:
            yield environment.timeout(draw.expovariate(rate))
            if environment.now >= count.end:
                return
            contacts += 1
            environment.process(contact())

    environment.process(arrivals())
    environment.run()
    return contacts, count


def installed():
    try:
        import ciw

        return f"Ciw {ciw.__version__}", lambda given, seed: by_ciw(given, seed, ciw)
    except ImportError:
        pass
    try:
        import simpy

        return f"SimPy {simpy.__version__}", lambda given, seed: by_simpy(given, seed, simpy)
    except ImportError:
        print("neither ciw nor simpy is installed", file=sys.stderr)
        sys.exit(3)


def main():
    given = json.loads(sys.argv[1])
    peer, run = installed()
    before = time.process_time()
    runs = [run(given, given["seed"] + replication) for replication in range(given["replications"])]
    seconds = time.process_time() - before
    python = ".".join(str(part) for part in sys.version_info[:3])
    told = {
        "peer": f"{peer}, Python {python}",
        "contacts": sum(contacts for contacts, _ in runs),
        "cpuSeconds": seconds,
        "replications": [count.told() for _, count in runs],
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()

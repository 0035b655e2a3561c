"""Solves a PROBLEM of `bench:weeks` by a general solver: python solve.py PROBLEM.json --engine highs|cp-sat --seconds 60 --out SHIFTS.json

Prints one line of JSON: engine, version, sizes, seconds to build and to solve, objective and bound of its own model in points. Both begin with the same plain roster, and use two threads;
`found` is false where the solver has not even taken that over, and the plain roster is the answer.
"""

import argparse
import json
import math
import time

from week_model import Week


def by_highs(program, start, seconds, threads):
    import highspy
    import numpy

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.rows)
    lp.col_cost_ = numpy.array(program.cost, dtype=float)
    lp.col_lower_ = numpy.zeros(lp.num_col_)
    lp.col_upper_ = numpy.array(program.most, dtype=float)
    lp.row_lower_ = numpy.array(program.lower, dtype=float)
    lp.row_upper_ = numpy.array(program.upper, dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.cumsum([0] + [len(row) for row in program.rows])
    lp.a_matrix_.index_ = numpy.array([column for row in program.rows for column, _ in row])
    lp.a_matrix_.value_ = numpy.array([value for row in program.rows for _, value in row], dtype=float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("threads", threads)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(lp)
    given = highspy.HighsSolution()
    given.col_value = [float(value) for value in start]
    solver.setSolution(given)
    started = time.time()
    solver.run()
    spent = time.time() - started
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    values = solver.getSolution().col_value if found else None
    return values, info.mip_dual_bound, spent, f"HiGHS {solver.version()}"


def by_cp_sat(program, start, seconds, threads):
    import ortools
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    variables = [model.new_int_var(0, most, "") for most in program.most]
    for row, lower, upper in zip(program.rows, program.lower, program.upper):
        total = cp_model.LinearExpr.weighted_sum([variables[column] for column, _ in row], [value for _, value in row])
        model.add_linear_constraint(total, lower, upper)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, program.cost))
    for variable, value in zip(variables, start):
        model.add_hint(variable, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    started = time.time()
    status = solver.solve(model)
    spent = time.time() - started
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = [solver.value(variable) for variable in variables] if found else None
    return values, solver.best_objective_bound, spent, f"CP-SAT {ortools.__version__}"


def check(program, values):
    """Throws where values break a row: a model that refused its own start would be wrong."""
    for row, lower, upper in zip(program.rows, program.lower, program.upper):
        total = sum(values[column] * value for column, value in row)
        assert lower <= total <= upper, (lower, total, upper)
    assert all(0 <= value <= most for value, most in zip(values, program.most))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problem")
    parser.add_argument("--engine", choices=["highs", "cp-sat"], required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    started = time.time()
    with open(options.problem, encoding="utf-8") as file:
        week = Week(json.load(file))
    program = week.program
    start = week.start()
    check(program, start)
    built = time.time() - started
    solve = by_highs if options.engine == "highs" else by_cp_sat
    values, bound, spent, version = solve(program, start, options.seconds, options.threads)
    improved = values is not None
    values = values if improved else start
    objective = (sum(cost * round(value) for cost, value in zip(program.cost, values)) + week.constant) / 4
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(week.shifts(values), file)
    whole = (bound + week.constant) / 4
    print(
        json.dumps(
            dict(
                engine=version,
                variables=len(program.cost),
                rows=len(program.rows),
                entries=sum(len(row) for row in program.rows),
                buildSeconds=round(built, 1),
                solveSeconds=round(spent, 1),
                found=improved,
                objective=objective,
                bound=whole if math.isfinite(whole) else None,
            )
        )
    )


main()

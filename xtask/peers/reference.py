#!/usr/bin/env python3
"""The reference workload in numpy, vectorised over trials.

python3 reference.py MODEL.json TRIALS REPEATS: prints [seconds, figures] as `tandem-reference run` does.
"""
import json
import sys
import time

import numpy as np


def carried_over(m):
    spend = np.array(m["spend"])
    stock = np.zeros_like(spend)
    before = np.zeros(len(spend))
    kept = np.array(m["carryover"])
    for week in range(spend.shape[1]):
        before = (1 - kept) * spend[:, week] + kept * before
        stock[:, week] = before
    return stock ** np.array(m["slope"])[:, None]


def figures(m, trials, seed):
    rng = np.random.default_rng(seed)
    a, b = np.array(m["beta_a"]), np.array(m["beta_b"])
    channels, stages = a.shape
    weeks = len(m["spend"][0])
    rates = rng.beta(a[..., None], b[..., None], size=(channels, stages, trials))
    median, slope = np.array(m["half_median"])[:, None], np.array(m["slope"])[:, None]
    half = (median * np.exp(m["half_sigma"] * rng.standard_normal((channels, trials)))) ** slope
    deal = np.exp(m["deal_mu"] + m["deal_sigma"] * rng.standard_normal(trials))
    response = carried_over(m)
    wins = np.zeros((weeks, trials), dtype=np.int64)
    for channel in range(channels):
        dwell = np.array(m["dwell"][channel])
        dwell /= dwell.sum(axis=1, keepdims=True)
        longest = dwell.shape[1]
        entering = np.zeros((weeks + longest + 1, trials), dtype=np.int64)
        for week in range(weeks):
            x = response[channel, week]
            entering[week] = rng.poisson(m["most_leads"][channel] * x / (x + half[channel]))
        for stage in range(stages):
            later = np.zeros_like(entering)
            for week in range(stage, weeks):
                passed = rng.binomial(entering[week], rates[channel, stage])
                later[week + 1 : week + 1 + longest] += rng.multinomial(passed, dwell[stage]).T
            entering = later
        wins += entering[:weeks]
    variance = np.log1p(m["deal_cv"] ** 2 / np.maximum(wins, 1))
    spread = np.exp(np.sqrt(variance) * rng.standard_normal(wins.shape) - 0.5 * variance)
    revenue = np.where(wins > 0, wins * deal * spread, 0.0)
    total = revenue.sum(axis=0)
    return {
        "trials": trials,
        "total": np.quantile(total, [0.1, 0.5, 0.9]).tolist(),
        "mean": float(total.mean()),
        "sd": float(total.std()),
        "weeks": np.quantile(revenue, [0.1, 0.5, 0.9], axis=1).T.tolist(),
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        model = json.load(file)
    trials, repeats = int(sys.argv[2]), int(sys.argv[3])
    figures(model, 20, 99)
    seconds = []
    for repeat in range(repeats):
        start = time.perf_counter()
        last = figures(model, trials, 1 + repeat)
        seconds.append(time.perf_counter() - start)
    print(json.dumps([sorted(seconds)[len(seconds) // 2], last]))


main()

-- A text may be judged several times by one scorer: each answer has its number, from 1.
${ledgerByJudgement}

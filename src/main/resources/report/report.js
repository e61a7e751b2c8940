/* Draws each chart from its table, in the colours of the page; draws again when those change. */
(() => {
  "use strict";

  const DASHES = [[], [6, 4], [2, 3]];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const shortened = (name, most) => (name.length > most ? `${name.slice(0, most)}…` : name);

  const read = root => {
    const [first, ...series] = [...root.querySelectorAll("thead th")].map(cell => cell.textContent);
    const rows = [...root.querySelectorAll("tbody tr")];
    return {
      rowTitle: first,
      names: rows.map(row => row.querySelector("th").textContent),
      series: series.map((name, i) => ({
        name,
        values: rows.map(row => {
          const value = row.querySelectorAll("td")[i].dataset.value;
          return value === "" ? null : Number(value);
        }),
      })),
    };
  };

  const axis = (title, more) => ({
    title: { display: true, text: title, color: colour("--quiet") },
    ticks: { color: colour("--quiet"), maxRotation: 0, autoSkipPadding: 24 },
    grid: { color: colour("--line") },
    ...more,
  });

  const draw = (canvas, config) => {
    const old = Chart.getChart(canvas);
    if (old) {
      old.destroy();
    }
    const { data, type, lying, stacked, rowTitle, unit, isCount, legend } = config;
    const isNarrow = canvas.parentElement.clientWidth < 480;
    const counts = axis(unit, { beginAtZero: true, stacked });
    if (isCount) {
      counts.ticks.precision = 0;
      counts.suggestedMax = 1;
    }
    const names = axis(rowTitle, { stacked });
    if (lying) {
      names.ticks.autoSkip = false;
      names.ticks.callback = i => shortened(data.labels[i], isNarrow ? 22 : 36);
      names.title.display = !isNarrow;
    }
    names.grid = { display: false };
    new Chart(canvas, {
      type,
      data,
      options: {
        animation: false,
        maintainAspectRatio: false,
        devicePixelRatio: Math.max(2, window.devicePixelRatio),
        indexAxis: lying ? "y" : "x",
        interaction: { mode: "index", intersect: false, axis: lying ? "y" : "x" },
        scales: lying ? { x: counts, y: names } : { x: names, y: counts },
        plugins: {
          legend: {
            display: legend,
            labels: {
              color: colour("--ink"),
              boxWidth: type === "line" ? 32 : 12,
              boxHeight: type === "line" ? 0 : 12,
            },
          },
        },
      },
    });
  };

  /* The radius of a point: a line shows no value that has none beside it. */
  const radius = (value, i, all) => ((all[i - 1] ?? all[i + 1] ?? null) === null ? 3 : 0);

  const drawFigure = figure => {
    const { kind, unit, decimals } = figure.dataset;
    const table = read(figure);
    const lines = kind === "lines";
    const lying = kind.startsWith("lying");
    if (lying) {
      const bars = table.names.length * (kind === "lying" ? table.series.length : 1);
      figure.querySelector(".plot").style.height = `${6 + Math.max(4, bars * 1.5)}rem`;
    }
    draw(figure.querySelector("canvas"), {
      type: lines ? "line" : "bar",
      lying,
      stacked: kind.endsWith("stacked"),
      rowTitle: table.rowTitle,
      unit,
      isCount: decimals === "0",
      legend: table.series.length > 1,
      data: {
        labels: table.names,
        datasets: table.series.map((series, i) => ({
          label: series.name,
          data: series.values,
          borderColor: colour(`--series-${i + 1}`),
          backgroundColor: colour(`--series-${i + 1}`),
          borderDash: lines ? DASHES[i] : [],
          borderWidth: lines ? 2 : 0,
          pointRadius: lines ? series.values.map(radius) : 0,
        })),
      },
    });
  };

  const drawHistograms = grid => {
    const table = read(document.getElementById(grid.dataset.table));
    for (const canvas of grid.querySelectorAll("canvas")) {
      const series = table.series[Number(canvas.dataset.series)];
      draw(canvas, {
        type: "bar",
        rowTitle: "score",
        unit: "posts",
        isCount: true,
        legend: false,
        data: {
          labels: table.names,
          datasets: [
            {
              label: series.name,
              data: series.values,
              backgroundColor: colour("--series-1"),
              barPercentage: 1,
              categoryPercentage: 0.95,
            },
          ],
        },
      });
    }
  };

  const drawAll = () => {
    document.querySelectorAll("figure[data-kind]").forEach(drawFigure);
    document.querySelectorAll(".histograms").forEach(drawHistograms);
  };

  const onPaper = isPrinting => {
    document.documentElement.classList.toggle("print", isPrinting);
    drawAll();
  };

  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));
})();

"use strict";
/* Draws what a table beside it says. <div class="chart" data-chart="KIND" data-from="#ID"> with
   <script type="application/json" id="ID">{"labels": […], "series": [{"name", "values", …}], …}</script>
   Kinds: bars (stacked where a series has "stack"), lines, fan (series "low", "middle", "high"). */

(() => {
  const ink = "#1f2a30", soft = "#515d64", line = "#d7dee0";
  const colours = ["#17624f", "#c98b3c", "#6b8fa3", "#a3b18a", "#8a6d8f", "#b0653a", "#4f6d7a", "#9a9a9a"];
  const short = (value) => {
    const size = Math.abs(value);
    const chinese = document.documentElement.lang.startsWith("zh");
    if (chinese && size >= 10000) return `${value / 10000}万`;
    return value.toLocaleString("en");
  };
  const money = (value) => Number(value).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  const base = (data) => ({
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    color: colours,
    textStyle: { color: ink, fontFamily: "inherit", fontSize: 13 },
    grid: { left: 8, right: 12, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: soft, fontSize: 13 }, type: "scroll" },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: money },
    xAxis: { type: "category", data: data.labels, axisLine: { lineStyle: { color: line } }, axisLabel: { color: soft, hideOverlap: true } },
    yAxis: { type: "value", axisLabel: { color: soft, formatter: short }, splitLine: { lineStyle: { color: line } } },
  });

  const makers = {
    bars(data) {
      const options = base(data);
      options.series = data.series.map((one) => ({
        type: one.line ? "line" : "bar", name: one.name, data: one.values, stack: one.stack,
        barMaxWidth: 34, symbol: "none", lineStyle: { width: 2.5 }, itemStyle: one.colour ? { color: one.colour } : {},
      }));
      return options;
    },
    across(data) {
      const options = base(data);
      [options.xAxis, options.yAxis] = [options.yAxis, options.xAxis];
      options.yAxis.inverse = true;
      options.series = data.series.map((one) => ({ type: "bar", name: one.name, data: one.values, stack: one.stack, barMaxWidth: 26 }));
      return options;
    },
    lines(data) {
      const options = base(data);
      options.series = data.series.map((one) => ({ type: "line", name: one.name, data: one.values, symbol: "none", step: one.step, lineStyle: { width: 2.5, type: one.dashed ? "dashed" : "solid" } }));
      return options;
    },
    fan(data) {
      const options = base(data);
      options.color = [colours[0]];
      const by = Object.fromEntries(data.series.map((one) => [one.role, one]));
      const band = by.high.values.map((high, at) => high - by.low.values[at]);
      options.series = [
        { type: "line", name: by.low.name, data: by.low.values, stack: "band", symbol: "none", lineStyle: { opacity: 0 }, tooltip: { show: false } },
        { type: "line", name: data.band, data: band, stack: "band", symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { opacity: 0.22 }, tooltip: { show: false } },
        { type: "line", name: by.middle.name, data: by.middle.values, symbol: "none", lineStyle: { width: 2.5 } },
      ];
      options.legend.data = [data.band, by.middle.name];
      return options;
    },
  };

  const library = document.currentScript.dataset.library;
  let loading;
  const loaded = () => loading ||= new Promise((done) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = done;
    document.head.append(script);
  });

  const draw = (place) => {
    const source = document.querySelector(place.dataset.from);
    if (!source || !place.isConnected) return;
    const old = echarts.getInstanceByDom(place);
    if (old) old.dispose();
    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(makers[place.dataset.chart](JSON.parse(source.textContent)));
    place.dataset.drawn = "yes";
    new ResizeObserver(() => chart.resize()).observe(place);
  };

  /* The library is large: it comes with the first chart that is looked at. */
  const looked = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      looked.unobserve(entry.target);
      loaded().then(() => draw(entry.target));
    }
  });
  const watch = (root) => {
    for (const place of root.querySelectorAll(".chart[data-chart]")) looked.observe(place);
  };
  document.addEventListener("DOMContentLoaded", () => watch(document));
  document.addEventListener("htmx:afterSettle", (event) => watch(event.detail.elt.parentElement || document));
})();

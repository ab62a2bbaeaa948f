using System.Globalization;
using System.Xml.Linq;
using Sockeye.Benchmarks.Systems;

namespace Sockeye.Benchmarks.Report;

/// <summary>
/// The README's plot: for each figure with a limit how much Sockeye and HAProxy alone take of what the pair takes. Plain
/// SVG whose text stays text; a chart library would bring a rasteriser along for a few rectangles.
/// </summary>
internal static class SvgPlot
{
    private const int Left = 270;
    private const int Width = 860;
    private const int BarHeight = 14;
    private const int GroupGap = 14;
    private const int Top = 64;
    private const double Longest = 1.1; // of the pair; what is longer is cut off and says its number
    private const string Terminator = "#9aa3ad";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Colours = ["#d9482b", "#f0a58f", "#7a2a1a", "#f6cfc4"];

    public static void Write(string file, Results results)
    {
        var groups = Verdict.All(results).Where(v => v.Basis.Role == SystemRole.Pair).GroupBy(v => v.Of).ToArray();
        var sockeyes = results.Systems.Where(s => s.Role == SystemRole.Sockeye).ToArray();
        XElement root = new(Svg + "svg", new XAttribute("width", Width), new XAttribute("font-family", "sans-serif"), new XAttribute("font-size", 12));
        Add(root, "rect", ("width", "100%"), ("height", "100%"), ("fill", "white"));
        Text(root, 12, 22, "Sockeye beside HAProxy then v2ray (1.0); shorter is better; the dashed mark is the limit", "bold");
        Legend(root, sockeyes);
        var y = Top;
        foreach (var group in groups) y = Group(root, results, group, sockeyes, y);
        Add(root, "line", ("x1", N(X(1))), ("x2", N(X(1))), ("y1", N(Top - 6)), ("y2", N(y)), ("stroke", "#333"));
        root.Add(new XAttribute("height", y + 10));
        File.WriteAllText(file, root + "\n");
    }

    private static int Group(XElement root, Results results, IGrouping<Limit, Verdict> group, IReadOnlyList<ProxySystem> sockeyes, int top)
    {
        var y = top;
        foreach (var verdict in group) y = Bar(root, y, verdict.Ratio.Median, Colours[IndexOf(sockeyes, verdict.System) % Colours.Length]);
        var any = group.First();
        var mark = y;
        if (results.Best(SystemRole.Terminator, any.Figure) is { } alone && results.Ratio(alone, any.Basis, any.Figure) is { } ratio)
        {
            y = Bar(root, y, ratio.Median, Terminator);
        }

        Text(root, Left - 8, ((top + y) / 2) + 4, any.Of.Title, anchor: "end");
        Add(root, "line", ("x1", N(X(any.Limit))), ("x2", N(X(any.Limit))), ("y1", N(top - 2)), ("y2", N(mark + 2)), ("stroke", "#111"), ("stroke-dasharray", "3 2"));
        return y + GroupGap;
    }

    private static int Bar(XElement root, int y, double value, string colour)
    {
        var end = X(Math.Min(value, Longest));
        Add(root, "rect", ("x", N(Left)), ("y", N(y)), ("width", N(Math.Max(1, end - Left))), ("height", N(BarHeight - 2)), ("fill", colour));
        Text(root, end + 4, y + 10, Numbers.Short(value), size: "10");
        return y + BarHeight;
    }

    private static void Legend(XElement root, IReadOnlyList<ProxySystem> sockeyes)
    {
        var x = 12;
        foreach (var (name, colour) in sockeyes.Select((s, i) => (s.Name, Colours[i % Colours.Length])).Append(("HAProxy alone", Terminator)))
        {
            Add(root, "rect", ("x", N(x)), ("y", "34"), ("width", "12"), ("height", "12"), ("fill", colour));
            Text(root, x + 17, 44, name);
            x += 40 + (name.Length * 7);
        }
    }

    private static int IndexOf(IReadOnlyList<ProxySystem> systems, ProxySystem system) => systems.TakeWhile(s => s != system).Count();

    private static double X(double ratio) => Left + (ratio / Longest * (Width - Left - 60));

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void Text(XElement root, double x, double y, string text, string weight = "normal", string anchor = "start", string size = "12") =>
        root.Add(new XElement(
            Svg + "text", new XAttribute("x", N(x)), new XAttribute("y", N(y)), new XAttribute("font-weight", weight),
            new XAttribute("text-anchor", anchor), new XAttribute("font-size", size), text));

    private static void Add(XElement root, string name, params IEnumerable<(string Name, string Value)> attributes) =>
        root.Add(new XElement(Svg + name, attributes.Select(a => new XAttribute(a.Name, a.Value))));
}

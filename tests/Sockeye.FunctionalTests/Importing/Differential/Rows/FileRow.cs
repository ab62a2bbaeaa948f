namespace Sockeye.FunctionalTests.Importing.Differential.Rows;

/// <summary>A file that one takes and the other doesn't.</summary>
/// <param name="Name">What is in it, in the documentation's words.</param>
/// <param name="IsHaproxys">Whether it is <c>haproxy.cfg</c>; otherwise <c>xray_config.json</c>.</param>
/// <param name="Edit">Makes it of the file that both take.</param>
/// <param name="PairTakesIt">HAProxy or v2ray starts with it.</param>
/// <param name="Refusal">What who refuses says; part of it.</param>
/// <param name="Reason">Why it differs.</param>
internal sealed record FileRow(string Name, bool IsHaproxys, Func<string, string> Edit, bool PairTakesIt, string Refusal, string Reason)
{
    public string File => IsHaproxys ? "haproxy.cfg" : "xray_config.json";
}

namespace Sockeye.Control.Exporting;

/// <summary>Where the files of the HAProxy and Xray system are to be written, any of them; full paths.</summary>
/// <param name="Haproxy">HAProxy's configuration, or null.</param>
/// <param name="Xray">Xray's or v2ray's configuration, or null.</param>
/// <param name="Users">The users' list, or null.</param>
/// <param name="ExternalProxies">The list of external proxies, or null.</param>
public sealed record ExportTargets(string? Haproxy, string? Xray, string? Users, string? ExternalProxies);

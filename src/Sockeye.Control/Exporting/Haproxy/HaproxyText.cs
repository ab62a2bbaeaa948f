using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting.Haproxy;

/// <summary>Values as HAProxy's configuration has them (its manual, sections 2.2 and 2.5).</summary>
internal static class HaproxyText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:@%,=");

    /// <summary>A word: as it stands, or between single quotes, in which nothing is replaced.</summary>
    public static string Word(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>A duration with its unit; in whole milliseconds where it has parts of a second.</summary>
    public static string Duration(TimeSpan value) => value.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / TimeSpan.TicksPerSecond}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalMilliseconds}ms");

    /// <summary>The address of a <c>bind</c> line.</summary>
    public static string Bind(ListenAddress listen) => listen switch
    {
        { IsDualStack: true } => $":::{listen.Port} v4v6",
        { Address.AddressFamily: AddressFamily.InterNetworkV6 } => $"[{new IPAddress(listen.Address.GetAddressBytes())}]:{listen.Port}",
        _ => $"{listen.Address}:{listen.Port}",
    };
}

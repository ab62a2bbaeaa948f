using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sockeye.Native.OpenSsl;

/// <summary>The library's constant strings, each made once: a server hears the same few with every handshake.</summary>
internal static class StaticText
{
    private static readonly ConcurrentDictionary<nint, string> Known = new();

    /// <summary>The text at an address that never changes; empty for null.</summary>
    internal static string At(nint text) =>
        text == 0 ? "" : Known.GetOrAdd(text, static text => Marshal.PtrToStringUTF8(text) ?? "");
}

using Sockeye.Control.Configuration;

namespace Sockeye.Control.Exporting.Haproxy;

/// <summary>HAProxy's configuration and, beside it, the certificates that it can't read where they are.</summary>
internal static class HaproxyExport
{
    public static IReadOnlyList<ExportedFile> Make(
        SockeyeOptions options, IReadOnlyList<ExportedInbound> inbounds, string file, string dataDirectory, ExportNotes notes)
    {
        var certificates = new HaproxyCertificates(dataDirectory, Path.GetDirectoryName(file) ?? "/", notes);
        var frontends = inbounds.Where(i => i.IsTls).Select(i => (i, certificates.Of(i.Options))).ToList();
        if (frontends.Count == 0) notes.Add("inbounds", "none has TLS: HAProxy has nothing to do");
        notes.AddFor(
            "inbounds", inbounds.Where(i => !i.IsTls).Select(i => i.Tag), "without TLS: Xray listens there itself, HAProxy has no frontend for it");
        return [new ExportedFile(file, HaproxyWriter.Write(options, frontends)), .. certificates.Copies];
    }
}

using Sockeye.Control.Exporting.ExternalProxies;
using Sockeye.Control.Exporting.Haproxy;
using Sockeye.Control.Exporting.UserFiles;
using Sockeye.Control.Exporting.Xray;

namespace Sockeye.Control.Exporting;

/// <summary>Makes the files that HAProxy and Xray (or v2ray) run on. Writes nothing itself.</summary>
public static class Export
{
    /// <summary>The files, and what can't be said in them.</summary>
    /// <param name="source">What is exported.</param>
    /// <param name="targets">Where to.</param>
    /// <param name="dataDirectory">Where certificates of the local authority and the store lie; only read.</param>
    /// <exception cref="Certificates.CertificateException">A certificate that HAProxy needs isn't there or can't be read.</exception>
    public static ExportResult Make(ExportSource source, ExportTargets targets, string dataDirectory)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(dataDirectory);
        var notes = new ExportNotes();
        var files = new List<ExportedFile>();
        if (targets.Haproxy is not null || targets.Xray is not null)
        {
            var inbounds = ExportedInbound.All(source.Options, notes);
            if (targets.Xray is { } xray)
            {
                files.AddRange(XrayExport.Make(source, inbounds, xray, notes));
            }

            if (targets.Haproxy is { } haproxy)
            {
                files.AddRange(HaproxyExport.Make(source.Options, inbounds, haproxy, dataDirectory, notes));
            }

            UnsaidSettings.Tell(source.Options, inbounds, notes);
        }

        if (targets.Users is { } users)
        {
            files.Add(new ExportedFile(users, UserFileWriter.Write(source, notes)));
        }

        if (targets.ExternalProxies is { } proxies)
        {
            files.Add(new ExportedFile(proxies, ExternalProxyWriter.Write(source, notes)));
        }

        return new ExportResult(files, notes.All);
    }
}

using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.ExternalProxies;
using Sockeye.Control.Storage;
using Sockeye.Control.Upstreams;

namespace Sockeye.Control.Importing.Storing;

/// <summary>One external proxy beside the upstream of the database. A pin, and an authority where the files name none, is the operator's own and stays.</summary>
internal static class UpstreamImport
{
    public static ImportChange Apply(ExternalProxy proxy, UpstreamStore upstreams, ImportedFieldRows rows, bool replaces)
    {
        var (said, before) = (ImportedUpstreamFields.Of(proxy), rows.FindUpstream(proxy.Id));
        if (said != before)
        {
            rows.Write(proxy.Id, said);
        }

        if (upstreams.Find(proxy.Id) is not { } stored)
        {
            Add(proxy.Id, said, upstreams);
            return new ImportChange("upstream", proxy.Id, ImportAction.Added, "");
        }

        var have = ImportedUpstreamFields.Of(stored);
        if (said.CertificateAuthorityPem is null)
        {
            have = have with { CertificateAuthorityPem = null };
        }

        if (have != said && before is null && !replaces)
        {
            throw new StoreException(
                StoreError.UpstreamTaken,
                $"{proxy.Place}: the database has another upstream {ConfigurationPath.Quote(proxy.Id)}, which no import brought; remove one of the two, or say --overwrite");
        }

        var parts = Change(proxy.Id, said, have, replaces ? null : before, upstreams);
        return new ImportChange("upstream", proxy.Id, parts.Count > 0 ? ImportAction.Changed : ImportAction.Unchanged, string.Join(", ", parts));
    }

    private static void Add(string id, ImportedUpstreamFields said, UpstreamStore upstreams) => upstreams.Add(new NewUpstream
    {
        Id = id,
        Scheme = said.Scheme,
        Host = said.Host,
        Port = said.Port,
        UserName = said.UserName,
        Password = said.Password,
        ServerName = said.ServerName,
        CertificateAuthorityPem = said.CertificateAuthorityPem,
        Fallback = said.Fallback,
        Enabled = said.Enabled,
    });

    /// <summary>Changes what the file says otherwise than before, and nothing that was changed here since; tells which parts.</summary>
    private static List<string> Change(string id, ImportedUpstreamFields said, ImportedUpstreamFields have, ImportedUpstreamFields? before, UpstreamStore upstreams)
    {
        var parts = new List<string>();
        var changes = new UpstreamChanges();
        if (Differs(fields => (fields.Scheme, fields.Host, fields.Port)))
        {
            changes = changes with { Scheme = said.Scheme, Host = said.Host, Port = said.Port };
            parts.Add("address");
        }

        var isLogin = Differs(fields => (fields.UserName, fields.Password));
        if (isLogin)
        {
            changes = changes with { UserName = said.UserName };
            parts.Add("login");
        }

        if (Differs(fields => fields.ServerName))
        {
            changes = changes with { ServerName = said.ServerName };
            parts.Add("server name");
        }

        if (said.CertificateAuthorityPem is { } authority && Differs(fields => fields.CertificateAuthorityPem))
        {
            changes = changes with { CertificateAuthorityPem = authority };
            parts.Add("authority");
        }

        if (Differs(fields => fields.Fallback))
        {
            changes = changes with { Fallback = said.Fallback };
            parts.Add("fallback");
        }

        if (Differs(fields => fields.Enabled))
        {
            changes = changes with { Enabled = said.Enabled };
            parts.Add(said.Enabled ? "enabled" : "disabled");
        }

        if (parts.Count > 0)
        {
            upstreams.Set(id, changes);
        }

        if (isLogin)
        {
            upstreams.SetPassword(id, said.Password);
        }

        return parts;

        bool Differs<T>(Func<ImportedUpstreamFields, T> part) =>
            !Equals(part(said), part(have)) && (before is null || !Equals(part(said), part(before)));
    }
}

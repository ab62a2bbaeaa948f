using System.Text;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.UserFiles;

namespace Sockeye.Tests.Importing.UserFiles;

/// <summary>What was read of a users.json, with what was told.</summary>
internal sealed record UserFile(IReadOnlyList<FileUser>? Users, IReadOnlyList<ImportNote> Notes)
{
    /// <summary>The seed's file as it is printed, with a password in the place of the placeholder.</summary>
    public static string Seed(string password) => $$"""
        {
          "users": [
            {
              "username": "alice",
              "uuid": "a1b2c3d4-e5f6-7890-1234-567890abcdef",
              "email": "alice@vless.local",
              "socks_password": "{{password}}",
              "external_proxy_id": null
            }
          ]
        }
        """;

    /// <summary>As the tools of the deployed system write it.</summary>
    public static string Deployed { get; } = """
        {
          "users": [
            {
              "username": "alice",
              "uuid": "a1b2c3d4-e5f6-4890-9234-567890abcdef",
              "shortId": "shortid-secret",
              "proxy_password": "Secret-of-alice-1",
              "fingerprint": "safari",
              "flow": "xtls-rprx-vision",
              "external_proxy_id": "proxy-example-123456",
              "connection_type": "both",
              "mtproxy_secret": "mtproxy-secret",
              "mtproxy_secret_type": "ee",
              "mtproxy_domain": "www.example",
              "quota_gb": 50,
              "created": "2026-01-07T12:00:00+00:00",
              "created_timestamp": 1767787200
            },
            {
              "username": "bob",
              "uuid": "b1b2c3d4-e5f6-4890-9234-567890abcdef",
              "email": "bob@vless.local",
              "proxy_password": "$6$rounds=5000$saltsalt$Secret-of-bob-1",
              "fingerprint": "chrome",
              "external_proxy_id": null,
              "connection_type": "vpn",
              "enabled": false,
              "expires_at": "2027-01-31T12:00:00Z",
              "mtproxy_secret": null
            }
          ],
          "metadata": { "created": "2026-01-07T12:00:00+00:00" }
        }
        """;

    public static UserFile Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static UserFile Read(ReadOnlySpan<byte> utf8)
    {
        var notes = new ImportNotes();
        return new UserFile(UserFileReader.Read(utf8, "users.json", notes), notes.All);
    }

    /// <summary>A file of one user called alice, with more fields.</summary>
    public static UserFile OfAlice(string fields) => Read($$"""{ "users": [ { "username": "alice", {{fields}} } ] }""");

    /// <summary>The refusals as the operator reads them.</summary>
    public IEnumerable<string> Refusals => Notes.Where(note => note.Outcome == ImportOutcome.Refused).Select(note => note.ToString());

    /// <summary>What was told of alice's field.</summary>
    public ImportNote Of(string field) => Notes.Single(note => note.Place.Path == $"users[0].{field}");
}

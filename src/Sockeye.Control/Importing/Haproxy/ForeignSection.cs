using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>A section that concerns nothing here: one note told of it all.</summary>
internal sealed class ForeignSection : IHaproxySection
{
    private bool _isIndented;

    public static IReadOnlySet<string> Kinds { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "acme", "cache", "crt-store", "fcgi-app", "http-errors", "log-forward", "log-profile", "mailers", "peers", "program",
        "resolvers", "ring", "traces", "userlist",
    };

    // Their keywords are not known here; but where lines are indented, one that is not begins something else.
    public bool Knows(string keyword) => !_isIndented;

    public void Read(HaproxyLine line) => _isIndented |= line.Words[0].Column > 1;
}

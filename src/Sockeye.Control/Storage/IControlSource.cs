using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Storage;

/// <summary>Users and upstreams: those of the database, or of the database and of imported files together.</summary>
public interface IControlSource : IUserSource
{
    /// <summary>Every upstream; the same list as long as nothing of it changes.</summary>
    IReadOnlyList<UpstreamRecord> Upstreams { get; }
}

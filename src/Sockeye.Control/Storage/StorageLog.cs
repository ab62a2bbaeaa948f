using Microsoft.Extensions.Logging;

namespace Sockeye.Control.Storage;

/// <summary>What users, upstreams and their database tell: events 3000 to 3099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(3000, LogLevel.Error, "The users and upstreams could not be read again; the last ones stay in force: {Reason}")]
    public static partial void ReloadFailed(ILogger logger, string reason);

    [LoggerMessage(3001, LogLevel.Information, "The users and upstreams can be read again")]
    public static partial void ReloadRecovered(ILogger logger);

    [LoggerMessage(3002, LogLevel.Debug, "Read {Users} users and {Upstreams} upstreams")]
    public static partial void Reloaded(ILogger logger, int users, int upstreams);

    [LoggerMessage(3003, LogLevel.Error, "A part of the server could not take the new users and upstreams")]
    public static partial void SubscriberFailed(ILogger logger, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning, "Upstream {Upstream} cannot be used: {Reason}")]
    public static partial void UpstreamUnavailable(ILogger logger, string upstream, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "A user of the database is called {User}, as one of the imported files: the file's is in service; remove one of the two")]
    public static partial void UserShadowed(ILogger logger, string user);

    [LoggerMessage(3006, LogLevel.Warning, "An upstream of the database is called {Upstream}, as one of the imported files: the file's is in service; remove one of the two")]
    public static partial void UpstreamShadowed(ILogger logger, string upstream);

    [LoggerMessage(3010, LogLevel.Debug, "The password of {User} is now stored as Argon2id")]
    public static partial void HashReplaced(ILogger logger, string user);

    [LoggerMessage(3011, LogLevel.Warning, "The password of {User} could not be stored as Argon2id: {Reason}")]
    public static partial void HashNotReplaced(ILogger logger, string user, string reason);
}

using Sockeye.Control.Configuration.Reading;
using Sockeye.Control.Importing.Reading;

namespace Sockeye.Control.Importing.ExternalProxies;

/// <summary>Tells of <c>retry</c>: there are no retries here.</summary>
internal static class EntryRetry
{
    private const string Message = "an upstream that fails is told to the client at once, and clients try again; not taken over";

    public static void Tell(SourceObject proxy)
    {
        if (proxy.Object("retry") is not { } retry)
        {
            return;
        }

        var isOn = retry.Boolean("enabled");
        if (isOn is not null)
        {
            retry.Unconcerned("enabled", Message);
        }

        switch (retry.Integer("max_attempts", 0, int.MaxValue))
        {
            case > 1 when isOn is not false:
                retry.Warn("max_attempts", Message);
                break;
            case not null:
                retry.Unconcerned("max_attempts", Message);
                break;
        }

        if (retry.Node("backoff_multiplier") is { } multiplier)
        {
            if (multiplier.Kind == ConfigurationNodeKind.Number)
            {
                retry.Unconcerned("backoff_multiplier", Message);
            }
            else
            {
                retry.Refuse("backoff_multiplier", $"expected a number, found {SourceObject.Describe(multiplier)}");
            }
        }

        retry.Finish();
    }
}

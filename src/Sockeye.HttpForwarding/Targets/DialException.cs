using Sockeye.Engine.Dialing;

namespace Sockeye.HttpForwarding.Targets;

/// <summary>Carries a failed dial through the HTTP client, whose connect callback has no other way to say it.</summary>
#pragma warning disable CA1032 // made in one place, caught in one place
#pragma warning disable CA1064
internal sealed class DialException(DialError error) : Exception(error.Message)
{
    public DialError Error => error;

    /// <summary>The dial error at the root of <paramref name="exception"/>, or null.</summary>
    public static DialError? In(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is DialException dial)
            {
                return dial.Error;
            }

            if (e is AggregateException { InnerExceptions: { Count: > 1 } all })
            {
                return all.Select(In).FirstOrDefault(found => found is not null);
            }
        }

        return null;
    }
}

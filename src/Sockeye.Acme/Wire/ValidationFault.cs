namespace Sockeye.Acme.Wire;

/// <summary>Names that were not proven, in one line: the first with what the authority saw, the others by name.</summary>
internal static class ValidationFault
{
    public static AcmeException Of(Authority authority, IReadOnlyList<AcmeAuthorization> failed)
    {
        var first = failed[0];
        var challenge = first.Challenges.FirstOrDefault(challenge => challenge.Error is not null);
        var why = challenge is { Error: { } problem }
            ? $"by {challenge.Type}: {problem}"
            : $": the authorization is {first.Status.ToString().ToLowerInvariant()}, the authority does not say why";
        var others = failed.Count > 1 ? $" (nor {NameList.Of([.. failed.Skip(1).Select(f => f.Name)])})" : "";
        return new AcmeException(
            $"{authority.Name} did not see {first.Name} proven{(why[0] == ':' ? "" : " ")}{why}{others}", challenge?.Error);
    }
}

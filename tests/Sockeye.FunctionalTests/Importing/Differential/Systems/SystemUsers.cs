namespace Sockeye.FunctionalTests.Importing.Differential.Systems;

/// <summary>The users of the files. The rules' users are called as the table of connections speaks of them.</summary>
internal static class SystemUsers
{
    public const string Alice = "alice";
    public const string LongPassword = "with-255-bytes";
    public const string ColonInPassword = "with-a-colon";
    public const string NotAscii = "zoë";
    public const string Hashed = "with-a-hash";
    public const string Upstream = "by-upstream";
    public const string UpstreamByEmail = "by-email";
    public const string UpstreamDown = "by-one-that-is-down";
    public const string Blackhole = "into-the-blackhole";
    public const string Undefined = "by-one-that-is-not-defined";

    /// <summary>The password of those who have no particular one.</summary>
    public const string Password = "correct-horse-battery";

    /// <summary>The password whose hash stands in the files for <see cref="Hashed"/>.</summary>
    public const string HashedPassword = "hashed-horse-battery";

    private static readonly Dictionary<string, string> Particular = new()
    {
        [LongPassword] = string.Concat(Enumerable.Repeat("0123456789abcde", 17)),
        [ColonInPassword] = "before:the colon:and behind",
        [Hashed] = "$6$abcdefgh$aTUGHjs/yFJB2JkdzkMYG1Y8sKDMDVONOdGHrjmQYiHWsPZAE.wPqhaJX4eJXsrMwHmkzJr74/INGK6c93QKj1",
        [NotAscii] = "prosím-žádné-heslo-€",
    };

    public static IReadOnlyList<string> All { get; } =
        [Alice, LongPassword, ColonInPassword, NotAscii, Hashed, Upstream, UpstreamByEmail, UpstreamDown, Blackhole, Undefined];

    /// <summary>What the files say is his password.</summary>
    public static string PasswordOf(string user) => Particular.GetValueOrDefault(user, Password);

    /// <summary>As <c>users.json</c> has it.</summary>
    public static string EmailOf(string user) => $"{user.Replace('ë', 'e')}@vless.local";
}

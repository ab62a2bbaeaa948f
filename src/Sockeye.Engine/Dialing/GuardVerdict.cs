using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Engine.Dialing;

/// <summary>Whether the guard lets an address be dialled, and why not.</summary>
public readonly record struct GuardVerdict
{
    private readonly string? _what;
    private readonly string? _form;

    private GuardVerdict(string what, string? form)
    {
        _what = what;
        _form = form;
    }

    /// <summary>The address may be dialled.</summary>
    public static GuardVerdict Allowed => default;

    /// <summary>Whether the address may be dialled.</summary>
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsAllowed => _what is null;

    /// <summary>What the address is, as in <c>private network 10.0.0.0/8</c> or <c>NAT64 form of private network 10.0.0.0/8</c>; null where allowed.</summary>
    public string? Reason => _form is null ? _what : $"{_form} of {_what}";

    /// <summary>A refusal: what the address is, and the form in which that is embedded in it, or null.</summary>
    internal static GuardVerdict Refused(string what, string? form = null) => new(what, form);

    /// <inheritdoc/>
    public override string ToString() => Reason ?? "allowed";
}

#compdef keydex
# Completes keydex in zsh.
_keydex_first() {
    local -a commands
    commands=(
@names@
    )
    _describe command commands
    _files -/
}
_keydex() {
    local place=2 at=0
    local -a common
    common=(
@common@
    )
    while ((place < CURRENT)); do
        case ${words[place]} in
            --)
                words=("${(@)words[place + 1,-1]}")
                ((CURRENT -= place))
                _normal
                return
                ;;
            @valued@) ((place++)) ;;
            -*) ;;
            *) ((at)) || at=$place ;;
        esac
        ((place++))
    done
    local command=
    ((at)) && command=${words[at]}
    case $command in
        @known@)
            words[at]=()
            ((CURRENT--))
            ;;
    esac
    case $command in
@commands@
        *) _arguments $common @alone@ '1: :_keydex_first' ;;
    esac
}
if [[ ${funcstack[1]} == _keydex ]]; then
    _keydex "$@"
else
    compdef _keydex keydex
fi

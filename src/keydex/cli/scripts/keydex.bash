# Completes keydex in bash.
_keydex() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local place=1 found= command= words= folders= skipped=
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
    [[ $word == = ]] && word=
    while ((place < COMP_CWORD)); do
        case ${COMP_WORDS[place]} in
            --)
                if declare -F _command_offset >/dev/null; then
                    _command_offset $((place + 1))
                else
                    COMPREPLY=($(compgen -c -- "$word"))
                fi
                return
                ;;
            @valued@) ((place++)) ;;
            -*) ;;
            *) [[ $found ]] || found=1 command=${COMP_WORDS[place]} ;;
        esac
        ((place++))
    done
    case $command:$before in
@values@
        *)
            words="@common@"
            case $command in
@commands@
            esac
            [[ $found ]] || words+=" @alone@" folders=1
            ;;
    esac
    [[ $word == -* ]] || skipped='-*'
    local IFS=$'\n'
    COMPREPLY=($(IFS=' '; compgen -X "$skipped" -W "$words" -- "$word"))
    if [[ $folders && $word != -* ]]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(compgen -d -- "$word"))
    fi
}
complete -F _keydex keydex
